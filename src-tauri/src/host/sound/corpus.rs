//! Sound files as they come: good, odd and broken, and what each is taken for.

use std::{
    f64::consts::TAU,
    fs::{self, File},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use engine::host::SoundProblem::{self, Damaged, Empty, Missing, NotWav, TooLarge, UnknownFormat};
use proptest::prelude::*;

use super::{check, wav};

/// The frequency of the tone in every file, in hertz.
const TONE: f64 = 500.0;

/// A plain file: 16 bits, one channel, so many frames.
pub(super) fn plain(rate: u32, frames: usize) -> Vec<u8> {
    riff(b"RIFF", &[(b"fmt ", format(1, 1, rate, 2, 16, &[])), (b"data", whole_numbers(&tone(rate, frames), 2))])
}

fn riff(kind: &[u8; 4], chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WAVE".to_vec();
    for (name, content) in chunks {
        body.extend(*name);
        body.extend((content.len() as u32).to_le_bytes());
        body.extend(content);
        body.extend(vec![0; content.len() % 2]);
    }
    [&kind[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

fn format(code: u16, channels: u16, rate: u32, block: u16, bits: u16, more: &[u8]) -> Vec<u8> {
    let mut format = [code.to_le_bytes(), channels.to_le_bytes()].concat();
    format.extend(rate.to_le_bytes());
    format.extend(rate.wrapping_mul(block.into()).to_le_bytes());
    format.extend([block.to_le_bytes(), bits.to_le_bytes()].concat());
    format.extend(more);
    format
}

/// The rest of an extensible header.
fn extension(bits: u16, code: u16) -> Vec<u8> {
    let mut more = [22_u16.to_le_bytes(), bits.to_le_bytes()].concat();
    more.extend([3, 0, 0, 0]);
    more.extend(code.to_le_bytes());
    more.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    more
}

fn tone(rate: u32, frames: usize) -> Vec<f64> {
    (0..frames).map(|n| 0.5 * (n as f64 * TONE * TAU / f64::from(rate)).sin()).collect()
}

/// Each sample as a whole number of so many bytes.
fn whole_numbers(samples: &[f64], bytes: usize) -> Vec<u8> {
    let scale = 2_f64.powi(bytes as i32 * 8 - 1) - 1.0;
    let number = |sample: &f64| (sample * scale).round() as i64 + if bytes == 1 { 128 } else { 0 };
    samples.iter().flat_map(|sample| number(sample).to_le_bytes().into_iter().take(bytes)).collect()
}

/// Each sample twice: on the left and on the right.
fn on_both_sides(samples: &[f64]) -> Vec<f64> {
    samples.iter().flat_map(|sample| [*sample; 2]).collect()
}

/// One channel of IMA ADPCM, as the recommendation of the Interactive Multimedia Association encodes it.
fn ima(samples: &[f64], block: usize) -> Vec<u8> {
    const INDEX: [i32; 8] = [-1, -1, -1, -1, 2, 4, 6, 8];
    let step = |index: i32| {
        // The table, by its rule: each step is a tenth more than the one before it.
        let mut steps = vec![7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209];
        steps.extend([230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024]);
        steps.extend([3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794]);
        steps.push(32767);
        steps[index as usize]
    };
    let samples: Vec<i32> = samples.iter().map(|sample| (sample * 32_767.0) as i32).collect();
    let frames = (block - 4) * 2 + 1;
    let (mut data, mut index) = (Vec::new(), 0);
    for part in samples.chunks_exact(frames) {
        let mut predicted = part[0];
        data.extend((predicted as i16).to_le_bytes());
        data.extend([index as u8, 0]);
        let mut codes = Vec::new();
        for sample in &part[1..] {
            let (mut difference, mut code, mut size) = (sample - predicted, 0, step(index));
            if difference < 0 {
                (difference, code) = (-difference, 8);
            }
            let mut change = size >> 3;
            for bit in [4, 2, 1] {
                if difference >= size {
                    code |= bit;
                    difference -= size;
                    change += size;
                }
                size >>= 1;
            }
            predicted = (predicted + if code & 8 == 0 { change } else { -change }).clamp(-32_768, 32_767);
            index = (index + INDEX[(code & 7) as usize]).clamp(0, 88);
            codes.push(code as u8);
        }
        data.extend(codes.chunks(2).map(|pair| pair[0] | pair[1] << 4));
    }
    data
}

/// One channel of Microsoft ADPCM. Of the coefficients, the second is used: the tone goes on as it went.
fn microsoft(samples: &[f64], block: usize) -> Vec<u8> {
    const ADAPTION: [i32; 16] = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
    let samples: Vec<i32> = samples.iter().map(|sample| (sample * 32_767.0) as i32).collect();
    let frames = (block - 7) * 2 + 2;
    let mut data = Vec::new();
    for part in samples.chunks_exact(frames) {
        let (mut older, mut newer, mut delta) = (part[0], part[1], 16);
        data.push(1);
        for number in [delta, newer, older] {
            data.extend((number as i16).to_le_bytes());
        }
        let mut codes = Vec::new();
        for sample in &part[2..] {
            let foretold = (newer * 512 - older * 256) / 256;
            let error = ((sample - foretold) as f64 / f64::from(delta)).round().clamp(-8.0, 7.0) as i32;
            (older, newer) = (newer, (foretold + error * delta).clamp(-32_768, 32_767));
            delta = (ADAPTION[(error & 15) as usize] * delta / 256).max(16);
            codes.push((error & 15) as u8);
        }
        data.extend(codes.chunks(2).map(|pair| pair[0] << 4 | pair[1]));
    }
    data
}

fn microsoft_extension(frames: u16) -> Vec<u8> {
    let mut more = [32_u16.to_le_bytes(), frames.to_le_bytes(), 7_u16.to_le_bytes()].concat();
    for (a, b) in [(256_i16, 0_i16), (512, -256), (0, 0), (192, 64), (240, 0), (460, -208), (392, -232)] {
        more.extend([a.to_le_bytes(), b.to_le_bytes()].concat());
    }
    more
}

/// How loud the tone is in a sound, and how loud everything else, as mean squares.
fn tone_and_rest(samples: &[i16], rate: u32) -> (f64, f64) {
    let samples: Vec<f64> = samples.iter().map(|sample| f64::from(*sample) / 32_768.0).collect();
    let turn = |n: usize| n as f64 * TONE * TAU / f64::from(rate);
    let half = samples.len() as f64 / 2.0;
    let sine = samples.iter().enumerate().map(|(n, sample)| sample * turn(n).sin()).sum::<f64>() / half;
    let cosine = samples.iter().enumerate().map(|(n, sample)| sample * turn(n).cos()).sum::<f64>() / half;
    let rest = samples.iter().enumerate().map(|(n, sample)| (sample - sine * turn(n).sin() - cosine * turn(n).cos()).powi(2)).sum::<f64>();
    ((sine * sine + cosine * cosine) / 2.0, rest / samples.len() as f64)
}

#[test]
fn every_usual_kind_of_wav_sounds_like_its_tone() {
    let rate = 16_000;
    let samples = tone(rate, 8_000);
    let floats = |double: bool| samples.iter().flat_map(|sample| if double { sample.to_le_bytes().to_vec() } else { (*sample as f32).to_le_bytes().to_vec() }).collect::<Vec<u8>>();
    let left_justified: Vec<u8> = whole_numbers(&samples, 3).chunks(3).flat_map(|bytes| [&[0], bytes].concat()).collect();
    let surround: Vec<f64> = samples.iter().flat_map(|sample| [*sample, *sample, 0.0, 0.0, 0.0, 0.0]).collect();
    let stereo = on_both_sides(&samples);
    // By hand, in the words of G.711: sign, exponent and mantissa.
    let a_law = |sample: &f64| {
        let size = (sample.abs() * 32_767.0) as u32;
        let exponent = (size >> 8).checked_ilog2().map_or(0, |log| log + 1).min(7);
        let mantissa = size >> (if exponent == 0 { 4 } else { exponent + 3 }) & 15;
        ((exponent << 4 | mantissa) as u8 | if *sample >= 0.0 { 0x80 } else { 0 }) ^ 0x55
    };
    let mu_law = |sample: &f64| {
        let size = (sample.abs() * 32_767.0) as u32 + 0x84;
        let exponent = (size >> 7).checked_ilog2().unwrap_or(0).min(7);
        !((exponent << 4 | (size >> (exponent + 3) & 15)) as u8 | if *sample < 0.0 { 0x80 } else { 0 })
    };
    for (name, header, data, channels, noise) in [
        ("8 bits", format(1, 1, rate, 1, 8, &[]), whole_numbers(&samples, 1), 1, 1e-4),
        ("16 bits", format(1, 1, rate, 2, 16, &[]), whole_numbers(&samples, 2), 1, 1e-8),
        ("16 bits on both sides", format(1, 2, rate, 4, 16, &[]), whole_numbers(&stereo, 2), 2, 1e-8),
        ("24 bits", format(1, 1, rate, 3, 24, &[]), whole_numbers(&samples, 3), 1, 1e-8),
        ("24 bits with room for 32", format(1, 1, rate, 4, 24, &[]), left_justified, 1, 1e-8),
        ("32 bits", format(1, 1, rate, 4, 32, &[0, 0]), whole_numbers(&samples, 4), 1, 1e-8),
        ("float", format(3, 1, rate, 4, 32, &[0, 0]), floats(false), 1, 1e-8),
        ("double", format(3, 1, rate, 8, 64, &[]), floats(true), 1, 1e-8),
        ("extensible, 24 bits", format(0xFFFE, 2, rate, 6, 24, &extension(24, 1)), whole_numbers(&stereo, 3), 2, 1e-8),
        ("extensible, float", format(0xFFFE, 1, rate, 4, 32, &extension(32, 3)), floats(false), 1, 1e-8),
        ("six channels", format(0xFFFE, 6, rate, 12, 16, &extension(16, 1)), whole_numbers(&surround, 2), 2, 1e-8),
        ("A-law", format(6, 1, rate, 1, 8, &[]), samples.iter().map(a_law).collect(), 1, 1e-3),
        ("mu-law", format(7, 1, rate, 1, 8, &[0, 0]), samples.iter().map(mu_law).collect(), 1, 1e-3),
        ("IMA ADPCM", format(0x11, 1, rate, 256, 4, &[2, 0, 0xF9, 1]), ima(&samples, 256), 1, 1e-3),
        ("Microsoft ADPCM", format(2, 1, rate, 256, 4, &microsoft_extension(500)), microsoft(&samples, 256), 1, 1e-3),
    ] {
        let clip = wav::decode(&riff(b"RIFF", &[(b"fmt ", header), (b"data", data)])).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert_eq!((clip.rate, clip.channels), (rate, channels), "{name}");
        for side in 0..channels {
            let of_side: Vec<i16> = clip.samples.iter().skip(side).step_by(channels).copied().collect();
            let (tone, rest) = tone_and_rest(&of_side, rate);
            assert!((0.115..0.13).contains(&tone), "{name}: the tone is {tone}");
            assert!(rest < noise, "{name}: beside it there is {rest}");
            assert!(of_side.len() > 7_400, "{name}: {} frames", of_side.len());
        }
    }
}

#[test]
fn adpcm_on_both_sides_is_told_apart() {
    let (rate, samples) = (16_000, tone(16_000, 8_000));
    let silence = vec![0.0; 8_000];
    let halves = |coded: fn(&[f64], usize) -> Vec<u8>, head: usize, unit: usize| {
        // Two blocks of one channel are woven into one of two.
        let (left, right) = (coded(&samples, 256), coded(&silence, 256));
        left.chunks(256)
            .zip(right.chunks(256))
            .flat_map(|(left, right)| {
                let woven: Vec<u8> = left[head..].chunks(unit).zip(right[head..].chunks(unit)).flat_map(|(left, right)| [left, right].concat()).collect();
                (left[..head].to_vec(), right[..head].to_vec(), woven).into_block(head)
            })
            .collect::<Vec<u8>>()
    };
    let ima_data = halves(ima, 4, 4);
    for (name, header, data) in
        [("IMA", format(0x11, 2, rate, 512, 4, &[2, 0, 0xF9, 1]), ima_data), ("Microsoft", format(2, 2, rate, 512, 4, &microsoft_extension(500)), halves(microsoft, 7, 1))]
    {
        let clip = wav::decode(&riff(b"RIFF", &[(b"fmt ", header), (b"data", data)])).unwrap();
        let side = |side: usize| clip.samples.iter().skip(side).step_by(2).copied().collect::<Vec<i16>>();
        let (tone, rest) = tone_and_rest(&side(0), rate);
        assert!(tone > 0.115 && rest < 1e-3, "{name}: {tone} {rest}");
        assert!(side(1).iter().all(|sample| sample.abs() < 100), "{name}: the other side is silent");
    }
}

trait IntoBlock {
    fn into_block(self, head: usize) -> Vec<u8>;
}

impl IntoBlock for (Vec<u8>, Vec<u8>, Vec<u8>) {
    /// IMA has one head after the other; Microsoft has each field of the head once for each side, and weaves halves of bytes.
    fn into_block(self, head: usize) -> Vec<u8> {
        let (left, right, woven) = self;
        if head == 4 {
            return [left, right, woven].concat();
        }
        let mut block = vec![left[0], right[0]];
        for field in [1, 3, 5] {
            block.extend([&left[field..field + 2], &right[field..field + 2]].concat());
        }
        block.extend(woven.chunks(2).flat_map(|pair| [pair[0] & 0xF0 | pair[1] >> 4, pair[0] << 4 | pair[1] & 15]));
        block
    }
}

#[test]
fn what_g711_says_is_what_is_heard() {
    let decoded = |code, bytes: &[u8]| {
        let data: Vec<u8> = bytes.iter().copied().cycle().take(100).collect();
        wav::decode(&riff(b"RIFF", &[(b"fmt ", format(code, 1, 8_000, 1, 8, &[])), (b"data", data)])).unwrap().samples[..bytes.len()].to_vec()
    };
    assert_eq!(decoded(6, &[0xD5, 0x55, 0xAA, 0x2A]), [8, -8, 32_256, -32_256]);
    assert_eq!(decoded(7, &[0xFF, 0x7F, 0x80, 0x00]), [0, 0, 32_124, -32_124]);
}

/// Each file that is odd or broken, and what is wrong with it.
fn files() -> Vec<(&'static str, Vec<u8>, Option<SoundProblem>)> {
    let rate = 8_000;
    let usual = || format(1, 1, rate, 2, 16, &[]);
    let data = || whole_numbers(&tone(rate, 800), 2);
    let with = |format: Vec<u8>| riff(b"RIFF", &[(b"fmt ", format), (b"data", data())]);
    let good = plain(rate, 800);
    let claims = |at: usize, size: u32| {
        let mut file = good.clone();
        file[at..at + 4].copy_from_slice(&size.to_le_bytes());
        file
    };
    let mut rf64 = riff(b"RF64", &[(b"ds64", vec![0; 28]), (b"fmt ", usual()), (b"data", data())]);
    let size = rf64.len() - 1_600 - 4;
    rf64[size..size + 4].fill(0xFF);
    let list = || b"INFOISFT\x0b\0\0\0Lavf58.29.1".to_vec();
    vec![
        ("empty", Vec::new(), Some(Empty)),
        ("one byte", b"R".to_vec(), Some(NotWav)),
        ("text named .wav", b"this is no sound, although its name says so".to_vec(), Some(NotWav)),
        ("mp3", [&b"ID3\x04\0\0\0\0\0\x23"[..], &[0xFF, 0xFB, 0x90, 0x64], &[0; 400]].concat(), Some(NotWav)),
        ("ogg", [&b"OggS\0\x02"[..], &[0; 400]].concat(), Some(NotWav)),
        ("html", b"<!DOCTYPE html><title>404 Not Found</title>".to_vec(), Some(NotWav)),
        ("avi", riff(b"RIFF", &[]).iter().enumerate().map(|(n, byte)| if (8..12).contains(&n) { b"AVI "[n - 8] } else { *byte }).collect(), Some(NotWav)),
        ("bare header", b"RIFF\x04\0\0\0WAVE".to_vec(), Some(Damaged)),
        ("header cut in the format", good[..30].to_vec(), Some(Damaged)),
        ("header cut before the data", good[..36].to_vec(), Some(Empty)),
        ("no data", good[..44].to_vec(), Some(Empty)),
        ("one sample", riff(b"RIFF", &[(b"fmt ", usual()), (b"data", vec![0, 64])]), Some(Empty)),
        ("half a sample", riff(b"RIFF", &[(b"fmt ", usual()), (b"data", vec![64])]), Some(Empty)),
        ("data cut in half", good[..44 + 801].to_vec(), None),
        ("data that claims 4 GB", claims(40, u32::MAX), None),
        ("data that claims nothing", claims(40, 0), Some(Empty)),
        ("whole that claims 4 GB", claims(4, u32::MAX), None),
        ("format that claims 4 GB", claims(16, u32::MAX), Some(Empty)),
        ("data before the format", riff(b"RIFF", &[(b"data", data()), (b"fmt ", usual())]), None),
        ("no format", riff(b"RIFF", &[(b"data", data())]), Some(Damaged)),
        (
            "LIST first, of an odd length, and no byte to make it even",
            {
                let mut file = riff(b"RIFF", &[(b"LIST", b"INFOabc".to_vec()), (b"fmt ", usual()), (b"data", data())]);
                file.remove(12 + 8 + 7);
                file
            },
            None,
        ),
        ("LIST first, of an odd length", riff(b"RIFF", &[(b"LIST", list()), (b"fmt ", usual()), (b"fact", vec![0; 4]), (b"data", data()), (b"LIST", list())]), None),
        ("two formats", riff(b"RIFF", &[(b"fmt ", usual()), (b"fmt ", format(9, 0, 0, 0, 0, &[])), (b"data", data())]), None),
        ("RIFX", riff(b"RIFX", &[(b"fmt ", usual()), (b"data", data())]), Some(UnknownFormat)),
        ("RF64", rf64, None),
        ("0 Hz", with(format(1, 1, 0, 2, 16, &[])), Some(Damaged)),
        ("1 Hz", with(format(1, 1, 1, 2, 16, &[])), Some(UnknownFormat)),
        ("4 GHz", with(format(1, 1, u32::MAX, 2, 16, &[])), Some(UnknownFormat)),
        ("no channels", with(format(1, 0, rate, 0, 16, &[])), Some(Damaged)),
        ("65 535 channels", with(format(1, u16::MAX, rate, u16::MAX, 16, &[])), Some(UnknownFormat)),
        ("0 bits", with(format(1, 1, rate, 0, 0, &[])), Some(Damaged)),
        ("65 535 bits", with(format(1, 1, rate, u16::MAX, u16::MAX, &[])), Some(UnknownFormat)),
        ("block of 0 bytes", with(format(1, 1, rate, 0, 16, &[])), None),
        ("float of 16 bits", with(format(3, 1, rate, 2, 16, &[])), Some(UnknownFormat)),
        ("MP3 in a WAV", with(format(0x55, 1, rate, 1, 0x10, &[])), Some(UnknownFormat)),
        ("extensible without its extension", with(format(0xFFFE, 1, rate, 2, 16, &[])), Some(Damaged)),
        ("extensible of an unknown kind", with(format(0xFFFE, 1, rate, 2, 16, &[22; 24])), Some(UnknownFormat)),
        ("ADPCM in blocks of nothing", with(format(0x11, 2, rate, 8, 4, &[2, 0, 1, 0])), Some(Damaged)),
        ("ADPCM off its table", riff(b"RIFF", &[(b"fmt ", format(0x11, 1, rate, 256, 4, &[2, 0, 0xF9, 1])), (b"data", vec![0xFF; 512])]), Some(Damaged)),
        ("Microsoft ADPCM with no coefficients", with(format(2, 1, rate, 256, 4, &[])), Some(UnknownFormat)),
        ("Microsoft ADPCM off its table", riff(b"RIFF", &[(b"fmt ", format(2, 1, rate, 256, 4, &microsoft_extension(500))), (b"data", vec![0xFF; 512])]), Some(Damaged)),
        (
            "floats that are none",
            riff(
                b"RIFF",
                &[
                    (b"fmt ", format(3, 1, rate, 4, 32, &[])),
                    (b"data", [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30].iter().flat_map(|number| number.to_le_bytes()).cycle().take(3_200).collect()),
                ],
            ),
            None,
        ),
    ]
}

#[test]
fn d12_each_broken_or_odd_file_is_told_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let files = files();
    assert!(files.len() >= 25);
    for (name, content, problem) in files {
        let file = folder.path().join(format!("{name}.wav"));
        fs::write(&file, content).unwrap();
        assert_eq!(check(&file), problem, "{name}");
    }
    let good = folder.path().join("good.mp3");
    fs::write(&good, plain(8_000, 800)).unwrap();
    assert_eq!(check(&good), None, "a sound is known by its content, not by its name");
}

#[test]
fn d12_what_is_no_file_at_all_is_told_as_well_and_blocks_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    // 24 GB that take no room on the disk.
    File::create(at("huge.wav")).unwrap().set_len(24 << 30).unwrap();
    File::create(at("large.wav")).unwrap().set_len(20 * 1024 * 1024 + 1).unwrap();
    fs::create_dir(at("folder.wav")).unwrap();
    let mut all = vec![
        ("gone.wav", Missing),
        ("huge.wav", TooLarge),
        ("large.wav", TooLarge),
        ("folder.wav", NotWav),
        ("huge.wav/inside.wav", Missing),
        ("nul\0.wav", SoundProblem::Unreadable),
    ];
    if cfg!(unix) {
        all.extend(special_files(folder.path()));
    }
    for (name, problem) in all {
        assert_eq!(checked_in_time(at(name)), Some(problem), "{name:?}");
    }
}

#[cfg(not(unix))]
fn special_files(_: &Path) -> Vec<(&'static str, SoundProblem)> {
    Vec::new()
}

#[cfg(unix)]
fn special_files(folder: &Path) -> Vec<(&'static str, SoundProblem)> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let at = |name: &str| folder.join(name);
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.wav")).status().unwrap().success());
    symlink(at("b.wav"), at("a.wav")).unwrap();
    symlink(at("a.wav"), at("b.wav")).unwrap();
    symlink(at("nowhere.wav"), at("dangling.wav")).unwrap();
    symlink(at("pipe.wav"), at("to-pipe.wav")).unwrap();
    symlink("/dev/zero", at("endless.wav")).unwrap();
    let mut all = vec![("pipe.wav", NotWav), ("to-pipe.wav", NotWav), ("endless.wav", NotWav), ("a.wav", SoundProblem::Unreadable), ("dangling.wav", Missing)];
    fs::write(at("secret.wav"), plain(8_000, 800)).unwrap();
    fs::set_permissions(at("secret.wav"), fs::Permissions::from_mode(0o000)).unwrap();
    // Some users may read everything.
    if File::open(at("secret.wav")).is_err() {
        all.push(("secret.wav", SoundProblem::Unreadable));
    }
    all
}

/// Checks a file on a thread of its own, so that one that blocks fails the test.
fn checked_in_time(file: PathBuf) -> Option<SoundProblem> {
    let (reply, answer) = mpsc::channel();
    thread::spawn(move || reply.send(check(&file)));
    answer.recv_timeout(Duration::from_secs(20)).expect("it is checked without waiting for anybody")
}

#[test]
fn of_a_long_sound_the_first_minute_is_kept_and_it_ends_softly() {
    let clip = wav::decode(&plain(8_000, 8_000 * 90)).unwrap();
    assert_eq!(clip.samples.len(), 8_000 * 60);
    assert!(clip.samples.iter().rev().take(4).all(|sample| sample.abs() < 500), "{:?}", &clip.samples[8_000 * 60 - 4..]);
}

/// Whatever the bytes are: no panic, and no more samples than they can hold, or a minute has.
fn is_taken_calmly(bytes: &[u8]) {
    if let Ok(clip) = wav::decode(bytes) {
        assert!((1..=2).contains(&clip.channels) && (1_000..=192_000).contains(&clip.rate));
        assert!(clip.samples.len() <= bytes.len() * 2 && clip.samples.len() <= clip.rate as usize * 60 * 2, "{} of {}", clip.samples.len(), bytes.len());
        assert_eq!(clip.samples.len() % clip.channels, 0);
    }
}

proptest! {
    #[test]
    fn d12_bytes_of_any_kind_are_taken_calmly(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        is_taken_calmly(&bytes);
        is_taken_calmly(&[b"RIFF\0\0\0\0WAVE", &bytes[..]].concat());
        is_taken_calmly(&[b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0", &bytes[..]].concat());
    }

    #[test]
    fn d12_files_that_were_tampered_with_are_taken_calmly(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let rate = 8_000;
        let samples = tone(rate, 1_200);
        let good = [
            plain(rate, 1_200),
            riff(b"RIFF", &[(b"fmt ", format(0xFFFE, 2, rate, 6, 24, &extension(24, 1))), (b"data", whole_numbers(&samples, 3))]),
            riff(b"RIFF", &[(b"fmt ", format(0x11, 1, rate, 256, 4, &[2, 0, 0xF9, 1])), (b"data", ima(&samples, 256))]),
            riff(b"RIFF", &[(b"fmt ", format(2, 1, rate, 256, 4, &microsoft_extension(500))), (b"data", microsoft(&samples, 256))]),
        ];
        let mut file = good[which.index(good.len())].clone();
        for (at, byte) in changes {
            // Most of what matters is at the beginning.
            let length = if byte % 2 == 0 { file.len().min(100) } else { file.len() };
            file[at.index(length)] = byte;
        }
        is_taken_calmly(&file);
        is_taken_calmly(&file[..cut.index(file.len())]);
    }
}
