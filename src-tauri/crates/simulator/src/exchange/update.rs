//! News about a call that change neither its state nor its ends.

use super::{Exchange, Outcome};
use crate::call::{CallNews, End, Happening, News, Remote};

impl Exchange {
    /// Learns another name of the outside end of a call, and tells its users.
    pub(crate) fn rename(&mut self, id: &str, name: &str) -> Outcome {
        let at = self.index(id)?;
        let call = &mut self.calls[at];
        for end in [&mut call.caller, &mut call.callee] {
            if let End::Outside(stranger) = end {
                stranger.name = Some(name.to_owned());
            }
        }
        let mut heard = Vec::new();
        for leg in call.legs.iter_mut().filter(|leg| leg.is_live()) {
            if let Remote::Stranger(stranger) = &mut leg.remote {
                stranger.name = Some(name.to_owned());
            }
            heard.push(Happening { seat: leg.seat, news: News::Call(CallNews::Updated, Box::new(leg.clone())) });
        }
        Ok(heard)
    }
}
