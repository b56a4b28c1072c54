//! What a program and all it has started take of the computer, as the kernel counts it (proc(5)).

use std::{collections::HashSet, fs, path::PathBuf};

/// A program and all it has started.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProcessTree {
    root: u32,
}

/// What is taken at some moment, or since an earlier one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Taken {
    pub(super) processes: usize,
    /// Memory in MB, where what is shared counts in equal parts for all who share it.
    pub(super) pss: f64,
    /// Memory in MB that nobody else uses.
    pub(super) uss: f64,
    /// Memory in MB that it has written to, which no cache has twice.
    pub(super) written: f64,
    /// How often a thread went to sleep or was made to wait.
    pub(super) switches: f64,
    /// Time on a processor, in milliseconds.
    pub(super) cpu: f64,
}

impl ProcessTree {
    pub(super) fn of(root: u32) -> Self {
        Self { root }
    }

    /// Returns who belongs to it now.
    pub(super) fn ids(&self) -> Vec<u32> {
        let all: Vec<(u32, u32)> = numbers("/proc").into_iter().filter_map(|id| Some((id, parent(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)?))).collect();
        let mut found = vec![self.root];
        let mut known: HashSet<u32> = HashSet::from([self.root]);
        let mut next = 0;
        while let Some(&id) = found.get(next) {
            next += 1;
            found.extend(all.iter().filter(|(child, parent)| *parent == id && known.insert(*child)).map(|(child, _)| *child));
        }
        found
    }

    /// Returns the names of those who belong to it now.
    pub(super) fn names(&self) -> Vec<String> {
        self.ids().into_iter().filter_map(|id| fs::read_to_string(format!("/proc/{id}/comm")).ok()).map(|name| name.trim().to_owned()).collect()
    }

    /// Returns what it takes now; switches and time since it began.
    pub(super) fn taken(&self) -> Taken {
        let mut taken = Taken::default();
        for id in self.ids() {
            let process = PathBuf::from(format!("/proc/{id}"));
            let rollup = fs::read_to_string(process.join("smaps_rollup")).unwrap_or_default();
            let megabytes = |name| field(&rollup, name) / 1024.0;
            taken.processes += 1;
            taken.pss += megabytes("Pss:");
            let written = megabytes("Private_Dirty:");
            taken.uss += megabytes("Private_Clean:") + written;
            taken.written += written;
            for task in numbers(&process.join("task").display().to_string()) {
                let task = process.join(format!("task/{task}"));
                let status = fs::read_to_string(task.join("status")).unwrap_or_default();
                taken.switches += field(&status, "voluntary_ctxt_switches:") + field(&status, "nonvoluntary_ctxt_switches:");
                let times = fs::read_to_string(task.join("schedstat")).unwrap_or_default();
                taken.cpu += times.split(' ').next().and_then(|time| time.parse::<f64>().ok()).unwrap_or_default() / 1e6;
            }
        }
        taken
    }
}

fn numbers(folder: &str) -> Vec<u32> {
    fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// Returns the parent in a line of `/proc/ID/stat`. A name may hold anything, brackets too.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn field(text: &str, name: &str) -> f64 {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_parent_is_found_behind_any_name() {
        assert_eq!(parent("12 (a (b) c) S 7 12 12"), Some(7));
        assert_eq!(parent("12 (a"), None);
    }

    #[test]
    fn a_program_counts_with_those_it_has_started() {
        let mut shell = Command::new("sh").args(["-c", "cat; true"]).stdin(Stdio::piped()).spawn().expect("a shell");
        let tree = ProcessTree::of(shell.id());
        while tree.ids().len() < 2 {
            std::thread::yield_now();
        }
        let taken = tree.taken();
        assert_eq!(taken.processes, 2, "{:?}", tree.names());
        assert!(taken.written > 0.0 && taken.written <= taken.uss && taken.uss <= taken.pss, "{taken:?}");
        drop(shell.stdin.take());
        shell.wait().expect("it ends");
        assert_eq!(ProcessTree::of(shell.id()).taken().pss, 0.0, "nothing is left");
    }
}
