//! Tells Tauri where things are, and which commands the web view may call.

use std::{path::Path, process::exit};

/// Every command of the web view. Each gets a permission of its own, which one of the files in `capabilities` grants.
const COMMANDS: &[&str] = &[
    "first_view",
    "watch_view",
    "sign_in",
    "sign_out",
    "retry_now",
    "trust_certificate",
    "stop_trusting",
    "use_server",
    "try_demo",
    "demo_command",
    "set_switch",
    "pause",
    "resume",
    "set_start_at_sign_in",
    "close_window",
    "holds_unsaved",
    "set_theme",
    "set_language",
    "choose_sound",
    "use_built_in_sound",
    "play_sound",
    "stop_sound",
    "set_mute_in_call",
    "unmute_now",
    "outputs",
    "set_line_rings",
    "set_volume",
    "set_sound_device",
    "check_custom_event",
    "save_custom_event",
    "remove_custom_event",
    "restore_custom_event",
    "set_custom_event_enabled",
    "duplicate_custom_event",
    "move_custom_event",
    "preview_custom_event",
    "try_action",
    "sample_calls",
    "simulate_call",
    "starting_points",
    "export_custom_events",
    "import_custom_events",
    "accept_import",
    "activity",
    "activity_entry",
    "run_again",
    "retry_owed",
    "delete_owed",
    "delete_all_owed",
    "clear_activity",
    "set_kept_days",
    "export_activity",
    "choose_folder",
    "sound_devices",
    "set_secret",
    "forget_secret",
    "choose_program",
    "choose_action_sound",
    "busy_lamp_list",
    "find_colleagues",
    "watch_lines",
    "stop_watching",
    "set_numbers",
    "countries",
    "variables",
    "page_shown",
    "kept_in",
    "open_leaf",
    "messages",
    "watch_messages",
    "fit_messages",
    "close_message",
    "open_message",
];

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    if std::env::var_os("CARGO_FEATURE_CUSTOM_PROTOCOL").is_some() && !Path::new("ui/dist/index.html").exists() {
        println!("cargo:error=The window's pages are not built. Use `cargo xtask run` or `cargo xtask test`, or run `npm ci && npm run build` in ui/.");
        exit(1);
    }
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
        exit(1);
    }
}
