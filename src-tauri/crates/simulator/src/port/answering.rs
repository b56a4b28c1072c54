//! How an answer goes out: as XML in the right character set, or as JSON if that is asked for (3.3.2, 3.3.4).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::badgerfish::badgerfish;
use crate::route::parameter;
use crate::user::Locale;

/// A document that is still to be written, kept with the response until the format is known.
#[derive(Debug, Clone)]
struct Document {
    text: String,
    charset: &'static str,
}

/// Answers with a document.
pub(super) fn xml(status: StatusCode, document: String) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml;charset=UTF-8"));
    response.extensions_mut().insert(Document { text: document, charset: "UTF-8" });
    response
}

/// Answers with a document in the character set of a user's locale, as documents about users are.
pub(super) fn localized(locale: Locale, document: &str) -> Response {
    let charset = locale.charset();
    let kind = match locale {
        Locale::WesternEurope => "application/xml;charset=ISO-8859-1",
        Locale::Cyrillic => "application/xml;charset=windows-1251",
        Locale::Unicode => "application/xml;charset=UTF-8",
    };
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.extensions_mut().insert(Document { text: document.replacen("encoding=\"UTF-8\"", &format!("encoding=\"{charset}\""), 1), charset });
    response
}

/// Answers that it is done.
pub(super) fn done() -> Response {
    Response::new(Body::empty())
}

/// Returns whether a request wants JSON: by parameter, by what it accepts, or by what it is itself.
pub(super) fn wants_json(query: &str, headers: &HeaderMap) -> bool {
    if let Some(format) = parameter(query, "format") {
        return format.eq_ignore_ascii_case("json");
    }
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let accepted = header(header::ACCEPT);
    match (accepted.find("json"), accepted.find("xml")) {
        (Some(json), Some(xml)) => json < xml,
        (json, None) => json.is_some() || header(header::CONTENT_TYPE).starts_with("application/json"),
        (None, Some(_)) => false,
    }
}

/// Writes the document of a response into its body.
pub(super) fn finish(mut response: Response, json: bool) -> Response {
    let Some(Document { text, charset }) = response.extensions_mut().remove::<Document>() else { return response };
    if json && let Ok(value) = badgerfish(&text) {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
        *response.body_mut() = Body::from(value.to_string());
        return response;
    }
    *response.body_mut() = match encoding_rs::Encoding::for_label(charset.as_bytes()) {
        // A character the set lacks becomes a reference to it, which XML reads as itself.
        Some(encoding) => Body::from(encoding.encode(&text).0.into_owned()),
        None => Body::from(text),
    };
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_for_who_asks_for_it() {
        for (query, accept, content_type, expected) in [
            ("", "", "", false),
            ("", "*/*", "", false),
            ("format=json", "application/xml", "", true),
            ("format=xml", "application/json", "", false),
            ("", "application/json", "application/xml", true),
            ("", "application/json, text/xml;q=0.5", "", true),
            ("", "application/xml, application/json", "", false),
            ("", "*/*", "application/json; charset=UTF-8", true),
            ("", "text/xml", "application/json", false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [(header::ACCEPT, accept), (header::CONTENT_TYPE, content_type)] {
                if !value.is_empty() {
                    headers.insert(name, HeaderValue::from_static(value));
                }
            }
            assert_eq!(wants_json(query, &headers), expected, "{query} {accept} {content_type}");
        }
    }
}
