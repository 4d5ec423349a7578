//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A self-hosted CRM.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What every command takes. A flag outweighs the environment, the environment the file.
#[derive(Debug, Default, Args)]
pub(crate) struct Common {
    /// Configuration file [default: ./rapport.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "RAPPORT_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME, also by DATABASE_URL [default: DATA/rapport.db]
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "RAPPORT_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: Option<String>,
    /// Folder for the embedded database, files and uploads [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER", env = "RAPPORT_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// File with the keys of sensitive fields; the keys themselves may stand in RAPPORT_KEYS [default: DATA/keys]
    #[arg(long, global = true, value_name = "FILE", env = "RAPPORT_KEYS_FILE")]
    pub(crate) keys_file: Option<PathBuf>,
    /// What is logged, such as info or warn,domain=debug [default: info when serving, else warn]
    #[arg(long, global = true, value_name = "FILTER", env = "RAPPORT_LOG")]
    pub(crate) log: Option<String>,
    /// text or json [default: text]
    #[arg(long, global = true, value_name = "FORMAT", env = "RAPPORT_LOG_FORMAT")]
    pub(crate) log_format: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring the database up to date and serve
    Serve(Serve),
    /// Bring the database up to date
    Migrate,
    /// Check database, disk, clock and configuration, and say what to do
    Doctor(Serve),
    /// Manage the people who sign in
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Manage the keys by which programs ask
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Manage the keys that sensitive fields are sealed with
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Make a backup of everything, list those there are, or try one out
    Backup(Backup),
    /// Bring a backup back. Nothing else may work with the database meanwhile
    Restore(Restore),
    /// Prove that nobody changed the log
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Verify certificates of erasures
    Certificate {
        #[command(subcommand)]
        command: CertificateCommand,
    },
    /// Carry the description of objects, fields and shared views to another installation
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Bring in a CSV, XLSX or vCard file, or several that belong together
    Import(Import),
    /// Write all records of an object to a file: .csv, .xlsx or .json by its name
    Export(Export),
    /// Add believable sample data
    Demo(Demo),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CertificateCommand {
    /// Say whether a certificate, as JSON or PDF, is genuine
    Verify {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// SHA-256 of the public key it must be signed with [default: this installation's own]
        #[arg(long, value_name = "SHA-256")]
        key: Option<String>,
        /// Address or number of the person it should be about
        #[arg(long, value_name = "WHO")]
        person: Option<String>,
    },
    /// Print the public key that certificates are signed with
    Key,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Serve {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR", env = "RAPPORT_LISTEN")]
    pub(crate) listen: Option<String>,
    /// Certificate chain in PEM, to serve HTTPS
    #[arg(long, value_name = "FILE", env = "RAPPORT_TLS_CERT")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Private key in PEM
    #[arg(long, value_name = "FILE", env = "RAPPORT_TLS_KEY")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Address of a proxy whose X-Forwarded headers are believed; may be given again
    #[arg(
        long,
        value_name = "ADDR",
        env = "RAPPORT_TRUSTED_PROXY",
        value_delimiter = ','
    )]
    pub(crate) trusted_proxy: Vec<String>,
    /// Requests to the API that one key may make in a minute; 0 for no limit [default: 600]
    #[arg(long, value_name = "N", env = "RAPPORT_API_RATE")]
    pub(crate) api_rate: Option<u32>,
    /// Requests that one signed-in browser may make in a minute; 0 for no limit [default: 1800]
    #[arg(long, value_name = "N", env = "RAPPORT_PAGE_RATE")]
    pub(crate) page_rate: Option<u32>,
    /// Seconds after which a page that is not finished is given up [default: 30]
    #[arg(long, value_name = "N", env = "RAPPORT_PAGE_SECONDS")]
    pub(crate) page_seconds: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add a user
    Add(UserAdd),
    /// Take the codes of somebody away who lost their app, so that the password alone opens
    EndCodes {
        /// The address they sign in with
        #[arg(long)]
        email: String,
    },
    /// Switch passwords on again where nobody can come in without one
    AllowPasswords,
}

#[derive(Debug, Args)]
pub(crate) struct UserAdd {
    /// The address they sign in with
    #[arg(long)]
    pub(crate) email: String,
    /// Full name
    #[arg(long)]
    pub(crate) name: String,
    /// administrator, manager, salesperson, service, marketing, finance or auditor
    #[arg(long)]
    pub(crate) role: String,
    /// Read the password from the first line of the standard input; without it, an administrator sets one
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key in a user's name and print it, once
    Add(KeyAdd),
    /// List the keys that live
    List,
    /// End a key
    End {
        /// The id that the list shows
        id: uuid::Uuid,
    },
}

#[derive(Debug, Args)]
pub(crate) struct KeyAdd {
    /// The address of the user in whose name it asks
    #[arg(long)]
    pub(crate) email: String,
    /// What it is for
    #[arg(long)]
    pub(crate) name: String,
    /// records:read, records:write, or an object's path in the place of records; may be given again
    #[arg(long, required = true)]
    pub(crate) scope: Vec<String>,
    /// It ends by itself after so many days
    #[arg(long, value_name = "N")]
    pub(crate) days: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Add a key, and seal everything anew by it in the background
    Rotate,
    /// Say how much is sealed with each key, and which keys are needed
    Status,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(subcommand)]
    pub(crate) command: Option<BackupCommand>,
    /// A folder, or s3://BUCKET/PREFIX [default: `to` in the part [backup] of the configuration, else DATA/backups]
    #[arg(long, global = true, value_name = "PLACE")]
    pub(crate) to: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// List the backups there are
    List,
    /// Restore a backup into a temporary place and compare its rows with what it says
    Verify {
        /// A path, s3://BUCKET/PREFIX/NAME, or a name from the list
        file: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A path, s3://BUCKET/PREFIX/NAME, or a name from the list of backups
    pub(crate) file: String,
    /// Replace the data that are there
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Look at every event and every seal, and name the first broken place; fails where there is one
    Verify {
        /// Heads that were kept outside, as `rapport audit heads` writes them
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
    },
    /// Add the last head of each day to a file that is kept elsewhere
    Heads { file: PathBuf },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Write the configuration to a file; - for the standard output
    Export { file: PathBuf },
    /// Say what a file would change, and change nothing
    Compare { file: PathBuf },
    /// Change the configuration as a file says, as a whole or not at all
    Apply { file: PathBuf },
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// An object and its file, as `account customers.csv`; or files and folders that belong together, whose objects and
    /// order are found by their names and headers
    #[arg(required = true, value_name = "OBJECT FILE | FILE…")]
    pub(crate) what: Vec<PathBuf>,
    /// E-mail of the user in whose name it is done [default: the house itself]
    #[arg(long = "as", value_name = "EMAIL")]
    pub(crate) in_the_name_of: Option<String>,
    /// Field whose equal value means the same record; for one file
    #[arg(long, value_name = "FIELD")]
    pub(crate) key: Option<String>,
    /// Take a column for a field: 'Header=field', or 'Header=' to leave it out; may be given again; for one file
    #[arg(long, value_name = "HEADER=FIELD")]
    pub(crate) map: Vec<String>,
    /// What becomes of rows that are there already, by the key or else by phone and e-mail: skip, update or fill
    #[arg(long, value_name = "WHAT", default_value = "skip", value_parser = ["skip", "update", "fill"])]
    pub(crate) on_duplicate: String,
    /// Leave out rows with words that are no choice yet, instead of adding them
    #[arg(long)]
    pub(crate) no_new_choices: bool,
    /// Make the records that the file names and nobody has
    #[arg(long)]
    pub(crate) create_related: bool,
    /// Let automations leave alone what is written
    #[arg(long)]
    pub(crate) silent: bool,
    /// Check the whole file and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write what was wrong or doubtful to this file, or into this folder where there are several
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// account, contact, lead, deal, activity or user
    pub(crate) object: String,
    /// The file to write; - for the standard output
    pub(crate) file: PathBuf,
    /// Write sensitive values as they are, in records that the user may change; it is noted in the log
    #[arg(long)]
    pub(crate) in_clear: bool,
    /// E-mail of the user in whose name it is done [default: the house itself]
    #[arg(long = "as", value_name = "EMAIL")]
    pub(crate) in_the_name_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// How many customers
    #[arg(long, value_name = "N")]
    pub(crate) accounts: Option<u64>,
    /// The same number makes the same data
    #[arg(long, value_name = "S")]
    pub(crate) seed: Option<u64>,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_commands_are_those_of_the_manual() {
        for line in [
            "serve --listen 127.0.0.1:3100 --database sqlite:x.db",
            "migrate",
            "doctor",
            "user add --email a@b.de --name A --role manager --password-stdin",
            "user allow-passwords",
            "key add --email a@b.de --name Shop --scope records:read --scope deals:write --days 30",
            "key list",
            "keys rotate",
            "keys status --keys-file /etc/rapport/keys",
            "import account Accounts.csv --as a@b.de --key external_id --map Firma=name --map X= --dry-run --report r.csv",
            "export deal deals.csv --as a@b.de",
            "backup --to s3://bucket/crm",
            "backup list",
            "backup verify rapport-20261122-030007.000.tar.gz.age",
            "restore backups/rapport-20261122-030007.000.tar.gz.age --replace",
            "demo --accounts 500 --seed 7",
        ] {
            let words = ["rapport"].into_iter().chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
