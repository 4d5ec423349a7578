//! Brings files in and prints the counts: `bring_in DATABASE_FOLDER OBJECT FILE [key=FIELD] [dry] [update]`.
use std::path::PathBuf;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = PathBuf::from(&args[0]);
    std::fs::create_dir_all(&folder)?;
    let database = std::env::var("DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite:{}?mode=rwc", folder.join("rapport.db").display()));
    let crm = domain::Crm::open(&domain::Config {
        database,
        files: folder.join("files"),
    })
    .await?;
    let desk = crm.system_desk("trial");
    let started = std::time::Instant::now();
    match args[1].as_str() {
        "demo" => {
            let accounts = args.get(2).map_or(120, |n| n.parse().unwrap_or(120));
            let made = domain::demo::add(&desk, domain::demo::Size { accounts, seed: 1 }).await?;
            eprintln!("made {made} in {:?}", started.elapsed());
        }
        "undemo" => eprintln!(
            "gone {} in {:?}",
            domain::demo::remove(&desk).await?,
            started.elapsed()
        ),
        "export" => {
            let n = domain::export::csv(
                &desk,
                &args[2],
                &[],
                tokio::io::BufWriter::new(tokio::fs::File::create(&args[3]).await?),
            )
            .await?;
            eprintln!("wrote {n} in {:?}", started.elapsed());
        }
        object => {
            let file = domain::import::RunFile {
                object: object.into(),
                path: PathBuf::from(&args[2]),
                key: args
                    .iter()
                    .find_map(|a| a.strip_prefix("key="))
                    .map(Into::into),
                map: vec![],
                dry_run: args.iter().any(|a| a == "dry"),
                report: args
                    .iter()
                    .find_map(|a| a.strip_prefix("report="))
                    .map(Into::into),
            };
            let counts = domain::import::run_file(&desk, file).await?;
            eprintln!(
                "{} in {:?}",
                serde_json::to_string(&counts)?,
                started.elapsed()
            );
        }
    }
    Ok(())
}
