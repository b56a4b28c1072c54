//! A row in a process of its own: where memory is measured, or where the computer has to trust another authority.

use std::path::PathBuf;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use simulator::Simulator;

/// Set in such a process, to the folder that is its own.
const FOLDER: &str = "BELLHOP_FAULT_FOLDER";
/// Where the authorities are which the computer trusts (read by `rustls-native-certs`).
const AUTHORITIES: &str = "SSL_CERT_FILE";

/// Runs a test in a process of its own, by starting this program again for just this test.
pub fn alone(test: &str, body: impl FnOnce()) {
    if std::env::var_os(FOLDER).is_some() {
        return body();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let ended = Command::new(std::env::current_exe().expect("this program"))
        .args([test, "--exact", "--nocapture"])
        .env(FOLDER, folder.path())
        .env(AUTHORITIES, folder.path().join("authorities.pem"))
        .output()
        .expect("this program starts again");
    let said = format!("{}{}", String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(said.contains("1 passed") || !ended.status.success(), "there is no test {test}");
    assert!(ended.status.success(), "{said}");
}

/// Lets this computer trust the authority of a simulator. Only in a process of its own, and before anybody connects.
pub fn trust(simulator: &Simulator) {
    let file = PathBuf::from(std::env::var_os(AUTHORITIES).expect("a process of its own"));
    let certificate = BASE64_STANDARD.encode(simulator.authority());
    let lines: Vec<&str> = certificate.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    std::fs::write(file, format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))).expect("a file");
}

/// Forgets the most memory this process ever had, where the system can (Linux).
#[cfg(target_os = "linux")]
pub fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").expect("the peak can be set back");
}

/// Returns the most memory this process has had since then, in bytes.
#[cfg(target_os = "linux")]
pub fn peak() -> u64 {
    memory("VmHWM:")
}

/// Returns the memory this process has, in bytes.
#[cfg(target_os = "linux")]
pub fn resident() -> u64 {
    memory("VmRSS:")
}

#[cfg(target_os = "linux")]
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("how this process is");
    let line = status.lines().find(|line| line.starts_with(name)).expect("its memory");
    let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number");
    kilobytes * 1024
}
