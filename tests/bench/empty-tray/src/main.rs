//! The least a program with a tray and a window can be, made of the same libraries as Bellhop: a floor for what Bellhop
//! takes of memory, time and disk.
//!
//! It shows its window unless it is told to stay in the tray with `--minimized`.

use tauri::{
    RunEvent, WebviewUrl, WebviewWindowBuilder,
    menu::{MenuBuilder, MenuItem},
    tray::TrayIconBuilder,
};

fn main() -> tauri::Result<()> {
    let minimized = std::env::args().any(|argument| argument == "--minimized");
    let app = tauri::Builder::default()
        .setup(move |app| {
            let quit = MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?;
            let menu = MenuBuilder::new(app).item(&quit).build()?;
            let mut tray = TrayIconBuilder::new().menu(&menu).on_menu_event(|app, _| app.exit(0));
            if let Some(icon) = app.default_window_icon() {
                tray = tray.icon(icon.clone());
            }
            tray.build(app)?;
            if !minimized {
                WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into())).inner_size(900.0, 640.0).build()?;
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|_, event| {
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}
