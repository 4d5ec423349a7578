//! Two texts line by line.

/// On which side a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Both,
    Removed,
    Added,
}

/// What is shown of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Line(Side, String),
    /// So many equal lines are left out.
    Gap(usize),
}

/// Equal lines shown around each difference.
const AROUND: usize = 2;
/// Beyond so many pairs of lines the texts are shown one after the other.
const MOST_PAIRS: usize = 1_000_000;

/// The lines of two texts with what was removed and added, and the equal lines around it.
pub(super) fn compared(before: &str, after: &str) -> Vec<Shown> {
    shorten(all_lines(before, after))
}

fn all_lines(before: &str, after: &str) -> Vec<(Side, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let line = |side: Side, text: &&str| (side, (*text).to_owned());
    if old.len() * new.len() > MOST_PAIRS {
        let removed = old.iter().map(|text| line(Side::Removed, text));
        let added = new.iter().map(|text| line(Side::Added, text));
        return removed.chain(added).collect();
    }
    let common = common_lengths(&old, &new);
    let (mut at, mut to) = (0, 0);
    let mut lines = Vec::new();
    while let (Some(gone), Some(come)) = (old.get(at), new.get(to)) {
        if gone == come {
            lines.push(line(Side::Both, gone));
            (at, to) = (at + 1, to + 1);
        } else if common[at + 1][to] >= common[at][to + 1] {
            lines.push(line(Side::Removed, gone));
            at += 1;
        } else {
            lines.push(line(Side::Added, come));
            to += 1;
        }
    }
    lines.extend(old.iter().skip(at).map(|text| line(Side::Removed, text)));
    lines.extend(new.iter().skip(to).map(|text| line(Side::Added, text)));
    lines
}

/// How many lines the rests of both texts have in common, in order, from each pair of places.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            common[at][to] = if old[at] == new[to] {
                common[at + 1][to + 1] + 1
            } else {
                common[at + 1][to].max(common[at][to + 1])
            };
        }
    }
    common
}

/// Leaves out equal lines that are far from any difference.
fn shorten(lines: Vec<(Side, String)>) -> Vec<Shown> {
    let differs: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].0 != Side::Both)
        .collect();
    let is_near = |at: usize| differs.iter().any(|other| at.abs_diff(*other) <= AROUND);
    let mut shown = Vec::new();
    for (at, (side, text)) in lines.into_iter().enumerate() {
        match shown.last_mut() {
            _ if is_near(at) => shown.push(Shown::Line(side, text)),
            Some(Shown::Gap(count)) => *count += 1,
            _ => shown.push(Shown::Gap(1)),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Shown, Side, compared};

    fn written(before: &str, after: &str) -> String {
        let lines = compared(before, after)
            .into_iter()
            .map(|shown| match shown {
                Shown::Line(Side::Both, text) => format!(" {text}"),
                Shown::Line(Side::Removed, text) => format!("-{text}"),
                Shown::Line(Side::Added, text) => format!("+{text}"),
                Shown::Gap(count) => format!("~{count}"),
            });
        lines.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn differences_stand_among_the_lines_around_them() {
        let check = |before, after, expected| assert_eq!(written(before, after), expected);
        check("", "a\nb", "+a|+b");
        check("a\nb", "", "-a|-b");
        check("a", "a", "~1");
        check("a\nb\nc", "a\nx\nc", " a|-b|+x| c");
        check("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\n7", "~3| 4| 5|-6|+7");
        check("a\nc", "a\nb\nc", " a|+b| c");
    }
}
