//! Through the shell's own call for it, with the address as it is. No command line is made of it, and no PowerShell is
//! asked, which some companies forbid.
#![expect(unsafe_code, reason = "system calls without safe wrappers")]

use std::{io, ptr, time::Duration};

use engine::host::{Failure, FailureCode};
use tokio::{task::spawn_blocking, time::timeout};
use url::Url;
use windows_sys::{
    Win32::{
        System::Com::{COINIT_APARTMENTTHREADED, COINIT_DISABLE_OLE1DDE, CoInitializeEx, CoUninitialize},
        UI::{Shell::ShellExecuteW, WindowsAndMessaging::SW_SHOWNORMAL},
    },
    w,
};

/// The longest address the shell takes.
const LONGEST: usize = 2048;

/// Answers of the shell up to this are errors.
const LAST_ERROR: usize = 32;

/// The shell's answer that there is no program for it (`SE_ERR_NOASSOC`).
const NO_PROGRAM: usize = 31;

/// Opens an address.
pub(super) async fn open(url: Url, patience: Duration) -> Result<(), Failure> {
    if url.as_str().len() > LONGEST {
        return Err(Failure::new(FailureCode::TooLong, url.scheme()));
    }
    match timeout(patience, spawn_blocking(move || hand_over(&url))).await {
        Ok(Ok(answer)) if answer > LAST_ERROR => Ok(()),
        Ok(Ok(NO_PROGRAM)) => Err(Failure::new(FailureCode::NoBrowser, io::Error::from_raw_os_error(1155 /* ERROR_NO_ASSOCIATION */).to_string())),
        Ok(Ok(code)) => Err(Failure::new(FailureCode::NoBrowser, format!("ShellExecute: {code}"))),
        Ok(Err(error)) => Err(Failure::new(FailureCode::Other, error.to_string())),
        Err(_nobody_answers) => Err(Failure::new(FailureCode::TimedOut, patience.as_secs().to_string())),
    }
}

/// Asks the shell, and returns its answer. It may wait for the program it starts.
fn hand_over(url: &Url) -> usize {
    let address: Vec<u16> = url.as_str().encode_utf16().chain([0]).collect();
    // SAFETY: the reserved pointer is null. It may fail where the thread has been prepared otherwise: the shell often
    // does without.
    let prepared = unsafe { CoInitializeEx(ptr::null(), (COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE) as u32) } >= 0;
    // SAFETY: both texts end with a zero and live until the call returns; the others may be null.
    let answer = unsafe { ShellExecuteW(ptr::null_mut(), w!("open"), address.as_ptr(), ptr::null(), ptr::null(), SW_SHOWNORMAL) };
    if prepared {
        // SAFETY: it was prepared above, on this thread.
        unsafe { CoUninitialize() };
    }
    answer as usize
}
