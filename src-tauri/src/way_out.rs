//! The way out: once all is said and saved, the program ends, whatever the libraries of the desktop still do.

use std::{thread, time::Duration};

/// Has the program end without the last steps of the libraries it is linked to, however its end comes about: they take
/// themselves apart while their threads go on. Xlib's has been seen to take away the lock that another thread was about to
/// take, and the program that only was to say "you are running already" crashed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library without a safe wrapper")]
pub(crate) fn leave_libraries_alone() {
    use std::{
        ffi::{c_int, c_void},
        ptr::null_mut,
    };

    unsafe extern "C" {
        fn on_exit(function: extern "C" fn(c_int, *mut c_void), argument: *mut c_void) -> c_int;
    }
    extern "C" fn end(code: c_int, _: *mut c_void) {
        end_now(code);
    }
    // Who registers last is asked first, and the libraries have been loaded before.
    // SAFETY: the function is there as long as the program, and needs no argument.
    if unsafe { on_exit(end, null_mut()) } != 0 {
        tracing::debug!("the libraries have their last steps");
    }
}

/// Elsewhere they are left alone, or have no such steps.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn leave_libraries_alone() {}

/// Ends the program with an exit code, if it has not ended by itself by then.
pub(crate) fn end_within(time: Duration, code: i32) {
    let started = thread::Builder::new().name("last resort".into()).spawn(move || {
        thread::sleep(time);
        tracing::error!("the program did not end by itself");
        end_now(code);
    });
    if let Err(error) = started {
        tracing::warn!(%error, "nothing sees to it that the program ends");
    }
}

/// Ends the program. Not by way of the exit handlers: it may be one of them that stands still.
#[cfg(unix)]
#[expect(unsafe_code, reason = "a system call without a safe wrapper")]
fn end_now(code: i32) -> ! {
    // SAFETY: it is given a number, and does not return.
    unsafe { libc::_exit(code) }
}

/// Ends the program.
#[cfg(not(unix))]
fn end_now(_: i32) -> ! {
    std::process::abort()
}
