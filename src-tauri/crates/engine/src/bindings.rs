//! The TypeScript types of everything that crosses to the window, written from the Rust types.

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use ts_rs::{Config, TS};

    use crate::{host, settings, view};

    fn declarations() -> String {
        let config = Config::default();
        let mut text = String::from("// Written from the Rust types by `cargo xtask bindings`. Do not edit.\n");
        macro_rules! declare {
            ($($type:ty),* $(,)?) => {
                $( text.push_str(&format!("\nexport {}\n", <$type>::decl(&config))); )*
            };
        }
        declare!(
            view::View,
            view::Demo,
            view::Account,
            view::Connection,
            view::Problem,
            view::ProblemCode,
            view::ShownCertificate,
            view::Distrust,
            view::DeviceView,
            view::CallView,
            view::WatchedView,
            settings::Colleague,
            view::Permission,
            view::Found,
            view::SettingsView,
            view::SoundsView,
            view::LineSoundView,
            view::NumbersView,
            settings::NumbersSettings,
            view::Country,
            view::SoundView,
            view::MuteInCallView,
            settings::HushKind,
            settings::HushedFrom,
            view::Switch,
            view::CustomEventView,
            view::LastRun,
            view::OutboxView,
            view::ActivityQuery,
            view::ActivityKind,
            view::ActivityPage,
            view::ActivityLine,
            view::ActivityEntry,
            view::RunView,
            view::OwedView,
            view::SampleCall,
            view::Samples,
            view::Preview,
            view::ActionPreview,
            view::ArgumentPiece,
            view::Tried,
            view::SimulatedCall,
            view::Simulation,
            view::SimulatedStep,
            view::SimulatedRun,
            view::StartingPoint,
            view::ImportReview,
            view::ImportProblem,
            view::ImportItem,
            view::ImportedProgram,
            view::Notice,
            view::NoticeCode,
            host::Failure,
            host::FailureCode,
            host::SoundProblem,
            host::SoundDevice,
            settings::SoundOf,
            settings::Theme,
            settings::AccountSettings,
            settings::CredentialKind,
            settings::WebApps,
            settings::PinnedCertificate,
            custom_events::CustomEvent,
            custom_events::Trigger,
            custom_events::CallTrigger,
            custom_events::DeviceTrigger,
            custom_events::ConnectionTrigger,
            custom_events::DirectionFilter,
            custom_events::ScopeFilter,
            custom_events::LineFilter,
            custom_events::NumberPattern,
            custom_events::Template,
            custom_events::State,
            custom_events::condition::StateCondition,
            custom_events::condition::LineCondition,
            custom_events::condition::DirectionCondition,
            custom_events::condition::ScopeCondition,
            custom_events::condition::RemoteTelCondition,
            custom_events::condition::LocalTelCondition,
            custom_events::HoursCondition,
            custom_events::Weekday,
            custom_events::OwnStateCondition,
            custom_events::OwnState,
            custom_events::StillSoCondition,
            custom_events::Limit,
            custom_events::ConditionKind,
            custom_events::Verdict,
            custom_events::Traced,
            custom_events::Condition,
            custom_events::Action,
            custom_events::RunProgram,
            custom_events::PlaySound,
            custom_events::ShowMessage,
            custom_events::OpenWebPage,
            custom_events::RunWebService,
            custom_events::HttpMethod,
            custom_events::HttpBody,
            custom_events::FormField,
            custom_events::Header,
            custom_events::Rendered,
            custom_events::Command,
            custom_events::Sound,
            custom_events::Message,
            custom_events::HttpRequest,
            custom_events::RenderedHeader,
            custom_events::RenderedBody,
            custom_events::FieldProblem,
            custom_events::FieldProblemCode,
            custom_events::Severity,
            custom_events::VariableInfo,
            custom_events::VariableCategory,
        );
        text
    }

    #[test]
    fn bindings_are_up_to_date() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/bindings.ts");
        let wanted = declarations();
        if env::var_os("UPDATE_BINDINGS").is_some() {
            fs::write(&file, &wanted).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == wanted, "ui/src/ipc/bindings.ts is not what the Rust types say; run `cargo xtask bindings`");
    }
}
