//! Why a server function gave no answer.

use contract::Refusal;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::{Bytes, Decodes};
use serde::{Deserialize, Serialize};

use super::JsonText;

/// Why a question to the server was not answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// The server says why.
    Refused(Refusal),
    /// The server was not reached, or what came back was cut off: worth another try.
    Unreached,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // Only the server reads arguments; for a browser an answer that it cannot read was cut off.
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => super::server::malformed(&error),
            _ => Self::Unreached,
        }
    }

    /// Wherever an answer says that the session is over, the frame offers to sign in again.
    fn de(data: Bytes) -> Self {
        let failure = JsonText::decode(data).unwrap_or(Self::Unreached);
        if matches!(failure, Self::Refused(Refusal::SignIn)) {
            crate::shell::session_is_over();
        }
        failure
    }
}

/// Short: no page shows it, and what writes out every kind of refusal would weigh on the first one.
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused ({})", refusal.status()),
            Self::Unreached => f.write_str("unreached"),
        }
    }
}

impl std::error::Error for Failure {}
