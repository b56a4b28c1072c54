//! Tells Tauri where things are.

use tauri_build::{Attributes, WindowsAttributes};

fn main() {
    let windows = WindowsAttributes::new().window_icon_path("../../../icons/icon.ico");
    if let Err(error) = tauri_build::try_build(Attributes::new().windows_attributes(windows)) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}
