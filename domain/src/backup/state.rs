//! What a process knows about backups: what is configured, and which one is to be restored.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

use super::Plan;
use crate::Crm;

/// Where backups go and when, and which one is to be restored as soon as nobody works any more.
#[derive(Debug)]
pub struct State {
    plan: OnceLock<Arc<Plan>>,
    restore: watch::Sender<Option<String>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            plan: OnceLock::new(),
            restore: watch::Sender::new(None),
        }
    }
}

/// Says once where backups go and when; until then they go into a folder beside the files.
pub fn arrange(crm: &Crm, plan: Plan) {
    // Whoever arranged them first has begun with it.
    let _ = crm.backups().plan.set(Arc::new(plan));
}

/// Which backup is to be restored. Whoever serves waits for it.
#[must_use]
pub fn restore_asked(crm: &Crm) -> watch::Receiver<Option<String>> {
    crm.backups().restore.subscribe()
}

impl State {
    /// Where backups go and when; `files` is the store of files.
    pub(super) fn plan(&self, files: &Path) -> Arc<Plan> {
        let usual = || Arc::new(Plan::folder(files.with_file_name("backups")));
        Arc::clone(self.plan.get_or_init(usual))
    }

    /// Asks for a restore; `false` when one was asked for already.
    pub(super) fn ask(&self, name: &str) -> bool {
        self.restore.send_if_modified(|asked| {
            let is_first = asked.is_none();
            asked.get_or_insert_with(|| name.to_owned());
            is_first
        })
    }

    pub(super) fn is_asked(&self) -> bool {
        self.restore.borrow().is_some()
    }
}

/// Where the backups of a CRM go.
#[must_use]
pub fn plan(crm: &Crm) -> Arc<Plan> {
    crm.backups().plan(&crm.config().files)
}
