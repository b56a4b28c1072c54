//! WAV files: from their bytes to samples.
//!
//! The bytes are a stranger's: whatever they say is checked before it is believed, nothing is read beyond what is there,
//! and no more memory is taken than the first minute of the sound needs. Nothing here opens a file.

use engine::host::SoundProblem;

/// How much of a sound is kept, in seconds. What is longer begins anew after that.
pub(super) const LONGEST: u32 = 60;

/// Sounds that are shorter, in milliseconds, are not heard as sounds.
const SHORTEST: u64 = 10;

/// What the last moment of a sound that was cut fades over, in milliseconds.
const FADE: u32 = 20;

/// The sample rates that are played, in hertz.
const RATES: std::ops::RangeInclusive<u32> = 1_000..=192_000;

/// The most channels of a file; the first two are kept.
const MOST_CHANNELS: usize = 8;

/// A sound that can be played.
#[derive(Debug, PartialEq)]
pub(super) struct Clip {
    /// Samples a second.
    pub rate: u32,
    /// One or two.
    pub channels: usize,
    /// The samples, channel by channel in turn.
    pub samples: Box<[i16]>,
}

/// How samples are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// Whole numbers of so many bytes; a single byte has no sign.
    Whole(usize),
    /// Fractions of so many bytes.
    Fraction(usize),
    ALaw,
    MuLaw,
    /// Four bits a sample, in blocks.
    ImaAdpcm,
    MicrosoftAdpcm,
}

/// What the header says, after it was found to make sense.
#[derive(Debug, Clone, Copy)]
struct Format {
    coding: Coding,
    channels: usize,
    rate: u32,
    /// The bytes of a frame, or of a block of frames.
    block: usize,
}

/// Reads a WAV file.
///
/// # Errors
/// Fails with what is wrong with it.
pub(super) fn decode(bytes: &[u8]) -> Result<Clip, SoundProblem> {
    if bytes.is_empty() {
        return Err(SoundProblem::Empty);
    }
    let kind = bytes.get(..4).filter(|_| bytes.get(8..12) == Some(b"WAVE")).ok_or(SoundProblem::NotWav)?;
    match kind {
        b"RIFF" | b"RF64" => {}
        // The numbers of the whole file stand the other way round.
        b"RIFX" => return Err(SoundProblem::UnknownFormat),
        _ => return Err(SoundProblem::NotWav),
    }
    let (format, data) = chunks(bytes)?;
    let most = format.rate as usize * LONGEST as usize;
    let mut samples = match format.coding {
        Coding::ImaAdpcm => blocks(data, format, most, ima_block)?,
        Coding::MicrosoftAdpcm => blocks(data, format, most, microsoft_block)?,
        Coding::Whole(_) | Coding::Fraction(_) | Coding::ALaw | Coding::MuLaw => plain(data, format, most),
    };
    let channels = format.channels.min(2);
    let frames = samples.len() / channels;
    if (frames as u64) * 1000 < SHORTEST * u64::from(format.rate) {
        return Err(SoundProblem::Empty);
    }
    if frames >= most {
        fade_out(&mut samples, channels, format.rate);
    }
    Ok(Clip { rate: format.rate, channels, samples: samples.into() })
}

/// Finds the format and the data. Chunks that mean nothing to us are passed over, in whatever order they come.
fn chunks(bytes: &[u8]) -> Result<(Format, &[u8]), SoundProblem> {
    let (mut format, mut data) = (None, None);
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let (Some(name), Some(size)) = (rest.get(..4), number(rest, 4, 4)) {
        let body = &rest[8..];
        // A size may be made up, or that of a recording that was cut short, or the one of RF64 that stands elsewhere:
        // what is there counts.
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let content = &body[..size.min(body.len())];
        match name {
            b"fmt " if format.is_none() => format = Some(read_format(content)?),
            b"data" if data.is_none() => data = Some(content),
            _ => {}
        }
        if format.is_some() && data.is_some() {
            break;
        }
        // Chunks begin at even places. Some writers forget that.
        let after = body.get(size..).unwrap_or_default();
        let is_name = |bytes: &[u8]| bytes.get(..4).is_some_and(|name| name.iter().all(|byte| matches!(byte, b' '..=b'~')));
        rest = if size % 2 == 1 && !is_name(after) { after.get(1..).unwrap_or_default() } else { after };
    }
    match (format, data) {
        (Some(format), Some(data)) => Ok((format, data)),
        (None, _) => Err(SoundProblem::Damaged),
        (Some(_), None) => Err(SoundProblem::Empty),
    }
}

fn read_format(content: &[u8]) -> Result<Format, SoundProblem> {
    let field = |at, size| number(content, at, size).ok_or(SoundProblem::Damaged);
    let (mut code, channels, rate) = (field(0, 2)?, field(2, 2)? as usize, field(4, 4)?);
    let (block, bits) = (field(12, 2)? as usize, field(14, 2)?);
    if code == 0xFFFE {
        // An extensible header says the code at the beginning of a longer one, whose rest is the same for all.
        const REST: &[u8] = &[0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        code = field(24, 2)?;
        if content.get(26..40) != Some(REST) {
            return Err(SoundProblem::UnknownFormat);
        }
    }
    if rate == 0 || channels == 0 || bits == 0 {
        return Err(SoundProblem::Damaged);
    }
    let bytes = bits.div_ceil(8) as usize;
    let coding = match (code, bits) {
        (1, 1..=32) => Coding::Whole(bytes),
        (3, 32 | 64) => Coding::Fraction(bytes),
        (6, 8) => Coding::ALaw,
        (7, 8) => Coding::MuLaw,
        (0x11, 4) if channels <= 2 => Coding::ImaAdpcm,
        (2, 4) if channels <= 2 && has_usual_coefficients(content) => Coding::MicrosoftAdpcm,
        _ => return Err(SoundProblem::UnknownFormat),
    };
    if !RATES.contains(&rate) || channels > MOST_CHANNELS {
        return Err(SoundProblem::UnknownFormat);
    }
    let block = match coding {
        // A sample may have more room than it needs. Where the header says nonsense about that, it has what it needs.
        Coding::Whole(bytes) => (bytes..=4).map(|width| width * channels).find(|frame| *frame == block).unwrap_or(bytes * channels),
        Coding::Fraction(bytes) => bytes * channels,
        Coding::ALaw | Coding::MuLaw => channels,
        Coding::ImaAdpcm if block > 4 * channels => block,
        Coding::MicrosoftAdpcm if block > 7 * channels => block,
        Coding::ImaAdpcm | Coding::MicrosoftAdpcm => return Err(SoundProblem::Damaged),
    };
    Ok(Format { coding, channels, rate, block })
}

/// Returns a number of up to four bytes, the lowest first, if it is there.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// Decodes what has a place of its own for each sample.
fn plain(data: &[u8], format: Format, most: usize) -> Vec<i16> {
    let width = format.block / format.channels;
    let kept = format.channels.min(2);
    let frames = data.chunks_exact(format.block).take(most);
    frames.flat_map(|frame| frame.chunks_exact(width).take(kept)).map(|bytes| sample(bytes, format.coding)).collect()
}

fn sample(bytes: &[u8], coding: Coding) -> i16 {
    match (coding, bytes) {
        (Coding::Whole(_), [byte]) => (i16::from(*byte) - 128) << 8,
        // Whatever comes below the two highest bytes is not heard.
        (Coding::Whole(_), [.., low, high]) => i16::from_le_bytes([*low, *high]),
        (Coding::Fraction(_), &[a, b, c, d]) => whole(f64::from(f32::from_le_bytes([a, b, c, d]))),
        (Coding::Fraction(_), &[a, b, c, d, e, f, g, h]) => whole(f64::from_le_bytes([a, b, c, d, e, f, g, h])),
        (Coding::ALaw, [byte]) => a_law(*byte),
        (Coding::MuLaw, [byte]) => mu_law(*byte),
        _ => 0,
    }
}

/// What is too loud is as loud as can be; what is no number is silent.
#[allow(clippy::cast_possible_truncation, reason = "it saturates, which is what is wanted")]
fn whole(fraction: f64) -> i16 {
    (fraction * f64::from(i16::MAX)).round() as i16
}

/// ITU-T G.711.
fn a_law(byte: u8) -> i16 {
    let byte = byte ^ 0x55;
    let (exponent, mantissa) = ((byte >> 4) & 7, i16::from(byte & 15) << 4);
    let size = if exponent == 0 { mantissa + 8 } else { (mantissa + 0x108) << (exponent - 1) };
    if byte & 0x80 == 0 { -size } else { size }
}

/// ITU-T G.711.
fn mu_law(byte: u8) -> i16 {
    let byte = !byte;
    let (exponent, mantissa) = ((byte >> 4) & 7, i16::from(byte & 15) << 3);
    let size = ((mantissa + 0x84) << exponent) - 0x84;
    if byte & 0x80 == 0 { size } else { -size }
}

/// Decodes blocks, each of which can be read by itself. The last may be cut off.
fn blocks(data: &[u8], format: Format, most: usize, block: fn(&[u8], usize, &mut Vec<i16>) -> Option<()>) -> Result<Vec<i16>, SoundProblem> {
    let mut samples = Vec::new();
    for bytes in data.chunks(format.block) {
        let whole = bytes.len() == format.block;
        match block(bytes, format.channels, &mut samples) {
            Some(()) => {}
            None if whole => return Err(SoundProblem::Damaged),
            None => break,
        }
        if samples.len() >= most * format.channels {
            break;
        }
    }
    samples.truncate((samples.len() / format.channels).min(most) * format.channels);
    Ok(samples)
}

/// IMA ADPCM: a first sample and a place in the table of steps, then four bits a sample, which say how many steps up or
/// down the next one is. Of two channels, four bytes come in turn.
fn ima_block(block: &[u8], channels: usize, samples: &mut Vec<i16>) -> Option<()> {
    #[rustfmt::skip]
    const STEPS: [i32; 89] = [
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
        118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
        1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
        6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
        32767,
    ];
    const MOVES: [i32; 8] = [-1, -1, -1, -1, 2, 4, 6, 8];
    let (heads, codes) = block.split_at_checked(4 * channels)?;
    let mut states = Vec::with_capacity(channels);
    for head in heads.chunks_exact(4) {
        let first = i16::from_le_bytes([head[0], head[1]]);
        states.push((i32::from(first), usize::from(head[2]), vec![first]));
        if usize::from(head[2]) >= STEPS.len() {
            return None;
        }
    }
    for (word, four) in codes.chunks(4).enumerate() {
        let (last, place, decoded) = states.get_mut(word % channels)?;
        for code in four.iter().flat_map(|byte| [byte & 15, byte >> 4]) {
            let far = (2 * i32::from(code & 7) + 1) * STEPS.get(*place)? / 8;
            *last = (*last + if code & 8 == 0 { far } else { -far }).clamp(i16::MIN.into(), i16::MAX.into());
            *place = place.saturating_add_signed(MOVES[usize::from(code & 7)] as isize).min(STEPS.len() - 1);
            decoded.push(i16::try_from(*last).unwrap_or_default());
        }
    }
    in_turn(&states.iter().map(|(.., decoded)| &**decoded).collect::<Vec<_>>(), samples);
    Some(())
}

/// The coefficients every Microsoft ADPCM file has. A file may bring others, but none does.
const COEFFICIENTS: [(i32, i32); 7] = [(256, 0), (512, -256), (0, 0), (192, 64), (240, 0), (460, -208), (392, -232)];

fn has_usual_coefficients(format: &[u8]) -> bool {
    let signed = |at| number(format, at, 2).map(|number| i32::from(u16::try_from(number).unwrap_or_default().cast_signed()));
    number(format, 20, 2) == Some(7) && COEFFICIENTS.iter().enumerate().all(|(n, (a, b))| (signed(22 + 4 * n), signed(24 + 4 * n)) == (Some(*a), Some(*b)))
}

/// Microsoft ADPCM: two first samples, which of the coefficients foretell the next one, and four bits a sample, which say
/// how wrong that was. Of two channels, four bits come in turn.
fn microsoft_block(block: &[u8], channels: usize, samples: &mut Vec<i16>) -> Option<()> {
    const ADAPTION: [i32; 16] = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
    let (heads, codes) = block.split_at_checked(7 * channels)?;
    // Each field of the head stands there once for each channel.
    let signed = |field: usize, channel: usize| {
        let at = channels + (field * channels + channel) * 2;
        Some(i32::from(i16::from_le_bytes([*heads.get(at)?, *heads.get(at + 1)?])))
    };
    let mut states = Vec::with_capacity(channels);
    for channel in 0..channels {
        let coefficients = COEFFICIENTS.get(usize::from(*heads.get(channel)?))?;
        states.push((*coefficients, signed(0, channel)?, signed(1, channel)?, signed(2, channel)?));
    }
    for which in [true, false] {
        samples.extend(states.iter().map(|(_, _, newer, older)| i16::try_from(if which { *older } else { *newer }).unwrap_or_default()));
    }
    for (n, code) in codes.iter().flat_map(|byte| [byte >> 4, byte & 15]).enumerate() {
        let ((a, b), delta, newer, older) = states.get_mut(n % channels)?;
        let error = i32::from(code) - if code & 8 == 0 { 0 } else { 16 };
        let next = ((*newer * *a + *older * *b) / 256).saturating_add(error.saturating_mul(*delta)).clamp(i16::MIN.into(), i16::MAX.into());
        *delta = (delta.saturating_mul(ADAPTION[usize::from(code)]) / 256).max(16);
        (*older, *newer) = (*newer, next);
        samples.push(i16::try_from(next).unwrap_or_default());
    }
    Some(())
}

/// Puts the samples of each channel into one row, channel by channel in turn.
fn in_turn(channels: &[&[i16]], samples: &mut Vec<i16>) {
    let frames = channels.iter().map(|channel| channel.len()).min().unwrap_or_default();
    samples.extend((0..frames).flat_map(|frame| channels.iter().map(move |channel| channel[frame])));
}

/// Lets the end of a sound that was cut off come softly.
fn fade_out(samples: &mut [i16], channels: usize, rate: u32) {
    let frames = (rate * FADE / 1000) as usize;
    for (left, frame) in samples.rchunks_exact_mut(channels).take(frames).enumerate() {
        for sample in frame {
            *sample = i16::try_from(i64::from(*sample) * left as i64 / frames as i64).unwrap_or_default();
        }
    }
}
