//! For tests: hands a parser what nobody would send by mistake.
//!
//! What is sent begins as something that is right and is then changed a few times: letters are put elsewhere, words of the
//! language are thrown in, parts are cut out or said a hundred times. A parser may refuse all of it; it may not panic, and
//! not think about anything for long. What it falls over is made as small as possible and printed.
//!
//! `make test` asks a few hundred times, always the same; `make prove` goes on for `RAPPORT_PROVE_MINUTES`, all parsers
//! together, each time from another beginning.

use std::any::Any;
use std::fmt;
use std::panic;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

pub use proptest;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

mod edits;

pub use edits::Edit;

/// How many attacks and properties there are in all tests; they share the minutes.
const ATTACKS: u32 = 18;
/// Longer than anything takes that comes to an end, on a machine that does other things too.
const LONGEST: Duration = Duration::from_secs(30);
/// How often something simpler is tried where a property does not hold: each may take seconds.
const SHRINKS: u32 = 60;
/// How many cases are tried before the time is looked at.
const AT_ONCE: u32 = 200;
/// The longest input that is made, in bytes.
const LARGEST: usize = 64 * 1024;

/// What a parser is asked with.
#[derive(Clone, Debug)]
pub struct Attack {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    cases: u32,
}

impl Attack {
    /// An attack on what has that name, with a few hundred cases in `make test`.
    #[must_use]
    pub fn on(name: &'static str) -> Self {
        Self {
            name,
            seeds: vec![Vec::new()],
            words: Vec::new(),
            cases: 400,
        }
    }

    /// So many cases in `make test`, for what takes its time.
    #[must_use]
    pub fn cases(self, cases: u32) -> Self {
        Self { cases, ..self }
    }

    /// Something that is right, or nearly.
    #[must_use]
    pub fn seed(mut self, seed: impl AsRef<[u8]>) -> Self {
        self.seeds.push(seed.as_ref().to_vec());
        self
    }

    /// Words of the language.
    #[must_use]
    pub fn words(mut self, words: &[&str]) -> Self {
        self.words
            .extend(words.iter().map(|word| word.as_bytes().to_vec()));
        self
    }

    /// Asks with texts.
    ///
    /// # Panics
    /// With the smallest text that makes `check` panic, or with the one that it thinks about for too long.
    pub fn texts(self, check: impl Fn(&str) + Send + 'static) {
        self.bytes(move |bytes| check(&String::from_utf8_lossy(bytes)));
    }

    /// Asks with bytes.
    ///
    /// # Panics
    /// As [`Attack::texts`].
    pub fn bytes(self, check: impl Fn(&[u8]) + Send + 'static) {
        let (tell, told) = channel();
        let name = self.name;
        let asking = thread::spawn(move || self.ask(&check, &tell));
        watch(name, &told);
        if let Err(cause) = asking.join() {
            panic::resume_unwind(cause);
        }
    }

    fn ask(self, check: &impl Fn(&[u8]), tell: &Sender<Vec<u8>>) {
        let Some(minutes) = minutes() else {
            let same = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            let runner = TestRunner::new_with_rng(config(self.cases), same);
            self.round(runner, check, tell);
            return;
        };
        let (begun, mut rounds) = (Instant::now(), 0_u64);
        while begun.elapsed() < minutes {
            self.round(TestRunner::new(config(AT_ONCE)), check, tell);
            rounds += 1;
        }
        let cases = rounds * u64::from(AT_ONCE);
        // What a test that went well says is shown by `--nocapture`.
        eprintln!("{}: {cases} cases", self.name);
    }

    fn round(&self, mut runner: TestRunner, check: &impl Fn(&[u8]), tell: &Sender<Vec<u8>>) {
        let outcome = runner.run(&edits::some(), |(seed, edits)| {
            let input = edits::made(&self.seeds, &self.words, usize::from(seed), &edits, LARGEST);
            let _ = tell.send(input.clone());
            let caught = panic::catch_unwind(panic::AssertUnwindSafe(|| check(&input)));
            caught.map_err(|_| TestCaseError::fail("it panicked"))
        });
        if let Err(TestError::Fail(why, (seed, edits))) = outcome {
            let input = edits::made(&self.seeds, &self.words, usize::from(seed), &edits, LARGEST);
            panic!("{}: {why} over {}", self.name, Shown(&input));
        }
    }
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// Asks whether something holds of whatever chance brings: `cases` times in `make test`, always the same, and for its part
/// of the minutes in `make prove`.
///
/// # Panics
/// With the simplest value of which `check` panics that was found within some tries.
pub fn by_chance<S: Strategy>(name: &'static str, cases: u32, values: S, check: impl Fn(S::Value))
where
    S::Value: fmt::Debug + Clone,
{
    let run = |mut runner: TestRunner| {
        let outcome = runner.run(&values, |value| {
            let caught = panic::catch_unwind(panic::AssertUnwindSafe(|| check(value)));
            caught.map_err(|cause| TestCaseError::fail(words(cause.as_ref())))
        });
        if let Err(TestError::Fail(why, value)) = outcome {
            panic!("{name}: {why}\nwith {value:#?}");
        }
    };
    let config = |cases| Config {
        max_shrink_iters: SHRINKS,
        ..config(cases)
    };
    let Some(minutes) = minutes() else {
        let same = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        return run(TestRunner::new_with_rng(config(cases), same));
    };
    let (begun, mut rounds) = (Instant::now(), 0);
    while begun.elapsed() < minutes {
        run(TestRunner::new(config(cases)));
        rounds += cases;
    }
    eprintln!("{name}: {rounds} cases");
}

/// What a panic said.
fn words(cause: &(dyn Any + Send)) -> String {
    let owned = cause.downcast_ref::<String>().cloned();
    let fixed = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    owned.or(fixed).unwrap_or_else(|| "it panicked".to_owned())
}

/// How long each attack goes on in `make prove`; `None` elsewhere.
fn minutes() -> Option<Duration> {
    let minutes: u32 = std::env::var("RAPPORT_PROVE_MINUTES").ok()?.parse().ok()?;
    let at_once = thread::available_parallelism().map_or(1, |many| many.get() as u32);
    Some(Duration::from_secs(60) * minutes * at_once / ATTACKS)
}

/// Looks on until all was asked; panics over what is thought about for too long.
fn watch(name: &str, told: &Receiver<Vec<u8>>) {
    let mut last = Vec::new();
    loop {
        match told.recv_timeout(LONGEST) {
            Ok(input) => last = input,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                panic!("{name}: it hangs over {}", Shown(&last));
            }
        }
    }
}

/// An input as it can be copied into a test.
struct Shown<'a>(&'a [u8]);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::Attack;

    fn falls(check: impl Fn(&str) + Send + 'static) -> String {
        let attack = Attack::on("sample").seed("all is well").words(&["boom"]);
        let fallen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attack.texts(check)));
        *fallen.unwrap_err().downcast::<String>().unwrap()
    }

    #[test]
    fn what_falls_over_is_told_with_the_smallest_input() {
        let told = falls(|text| assert!(!text.contains("boom")));
        assert_eq!(told, "sample: it panicked over b\"boom\"");
    }

    #[test]
    fn what_holds_is_asked_to_the_end() {
        Attack::on("sample").seed("all is well").texts(|text| {
            assert!(text.len() <= super::LARGEST * 3);
        });
    }
}
