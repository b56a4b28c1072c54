//! What the sound server remembers of programs that play nothing now (module-stream-restore), corrected.
//!
//! The binding's own call hands the library an array of pointers where it takes an array of entries (libpulse-binding
//! 2.30.1, `StreamRestore::write`), so this one thing is asked of the library itself, on a connection of its own.
#![expect(unsafe_code, reason = "the safe call does not do what the library takes")]

use std::{
    ffi::{CString, c_void},
    ptr::{null, null_mut},
};

use libpulse_binding::context::ext_stream_restore::Info;
use libpulse_sys as pulse;

use super::super::audio::OutOfReach;

/// Writes an entry in the place of the one of its name.
///
/// # Errors
/// Fails if the server is gone, or takes it not.
pub(super) fn write(entry: &Info<'_>) -> Result<(), OutOfReach> {
    let text = |text: Option<&str>| text.map(CString::new).transpose().map_err(OutOfReach::because);
    let (name, device) = (text(entry.name.as_deref())?, text(entry.device.as_deref())?);
    let entry = pulse::pa_ext_stream_restore_info {
        name: name.as_ref().map_or(null(), |name| name.as_ptr()),
        channel_map: *entry.channel_map.as_ref(),
        volume: *entry.volume.as_ref(),
        device: device.as_ref().map_or(null(), |device| device.as_ptr()),
        mute: entry.mute.into(),
    };
    let connection = Connection::open()?;
    let mut success = 0;
    // SAFETY: the context is ready. The library copies the one entry, and the texts it points to, before it returns; both
    // live until the end of this function. `success` outlives the wait, and nothing runs the loop after it.
    let done = unsafe {
        let data = (&raw const entry).cast();
        pulse::pa_ext_stream_restore_write(connection.context, pulse::PA_UPDATE_REPLACE, data, 1, 0, Some(answered), (&raw mut success).cast())
    };
    connection.wait(done)?;
    if success == 0 { Err(OutOfReach("the sound server does not correct what it remembers".to_owned())) } else { Ok(()) }
}

extern "C" fn answered(_: *mut pulse::pa_context, success: i32, to: *mut c_void) {
    // SAFETY: `to` is the `success` of `write`, which waits for this call.
    unsafe { *to.cast::<i32>() = success };
}

/// A connection of the library's own.
struct Connection {
    mainloop: *mut pulse::pa_mainloop,
    context: *mut pulse::pa_context,
}

impl Connection {
    fn open() -> Result<Self, OutOfReach> {
        let failed = || OutOfReach("the sound server can't be reached".to_owned());
        // SAFETY: the loop is made first and freed last, by `Drop`; what is null is not used.
        let connection = unsafe {
            let mainloop = pulse::pa_mainloop_new();
            if mainloop.is_null() {
                return Err(failed());
            }
            Self { mainloop, context: pulse::pa_context_new(pulse::pa_mainloop_get_api(mainloop), c"Bellhop".as_ptr()) }
        };
        if connection.context.is_null() {
            return Err(failed());
        }
        // SAFETY: the context is one, and the other arguments may be null: the user's server, and nobody to start one.
        let begun = unsafe { pulse::pa_context_connect(connection.context, null(), pulse::PA_CONTEXT_NOAUTOSPAWN, null()) };
        if begun < 0 {
            return Err(failed());
        }
        loop {
            // SAFETY: the context is one.
            match unsafe { pulse::pa_context_get_state(connection.context) } {
                pulse::PA_CONTEXT_READY => return Ok(connection),
                pulse::PA_CONTEXT_FAILED | pulse::PA_CONTEXT_TERMINATED => return Err(failed()),
                _ => connection.iterate()?,
            }
        }
    }

    /// Waits for an operation, and frees it.
    fn wait(&self, operation: *mut pulse::pa_operation) -> Result<(), OutOfReach> {
        if operation.is_null() {
            return Err(OutOfReach("the sound server was not asked".to_owned()));
        }
        let mut iterated = Ok(());
        // SAFETY: the operation is one until it is freed, once, below.
        while iterated.is_ok() && unsafe { pulse::pa_operation_get_state(operation) } == pulse::PA_OPERATION_RUNNING {
            iterated = self.iterate();
        }
        // SAFETY: as above. What still runs is cancelled first, so that nobody is answered who is gone.
        unsafe {
            pulse::pa_operation_cancel(operation);
            pulse::pa_operation_unref(operation);
        }
        iterated
    }

    fn iterate(&self) -> Result<(), OutOfReach> {
        // SAFETY: the loop is one, and is run by nobody else.
        let iterated = unsafe { pulse::pa_mainloop_iterate(self.mainloop, 1, null_mut()) };
        if iterated < 0 { Err(OutOfReach("its main loop has ended".to_owned())) } else { Ok(()) }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // SAFETY: both were made by `open`, and nobody else has them.
        unsafe {
            if !self.context.is_null() {
                pulse::pa_context_disconnect(self.context);
                pulse::pa_context_unref(self.context);
            }
            pulse::pa_mainloop_free(self.mainloop);
        }
    }
}
