//! Windows calls back when the computer wakes up, whoever woke it (`PBT_APMRESUMEAUTOMATIC`).

use std::{
    ffi::c_void,
    ptr::{self, null_mut},
    sync::OnceLock,
};

use tokio::sync::mpsc::UnboundedSender;
use windows_sys::Win32::{
    System::Power::{DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, PowerRegisterSuspendResumeNotification},
    UI::WindowsAndMessaging::{DEVICE_NOTIFY_CALLBACK, PBT_APMRESUMEAUTOMATIC},
};

use crate::surroundings::News;

/// Where to tell it. The system calls a plain function for as long as the program runs, so this outlives everything.
static NEWS: OnceLock<UnboundedSender<News>> = OnceLock::new();

extern "system" fn told(_context: *const c_void, event: u32, _setting: *const c_void) -> u32 {
    if event == PBT_APMRESUMEAUTOMATIC
        && let Some(news) = NEWS.get()
    {
        // Whoever listened may have gone.
        let _ = news.send(News::Woke);
    }
    0
}

/// Tells of every sleep that ends. A second call tells nothing: there is one computer.
#[expect(unsafe_code, reason = "a system call without a safe wrapper")]
pub(in crate::surroundings) fn watch(news: UnboundedSender<News>) {
    if NEWS.set(news).is_err() {
        return;
    }
    let parameters = DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS { Callback: Some(told), Context: null_mut() };
    let mut registration = null_mut();
    // SAFETY: with DEVICE_NOTIFY_CALLBACK the recipient is a pointer to such parameters, which are only read during the
    // call. The function they name lives as long as the program and uses neither of its pointers.
    let error = unsafe { PowerRegisterSuspendResumeNotification(DEVICE_NOTIFY_CALLBACK, ptr::from_ref(&parameters).cast_mut().cast(), &raw mut registration) };
    if error != 0 {
        tracing::warn!(error, "the end of a sleep is not told");
    }
}
