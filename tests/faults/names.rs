//! Names that lead nowhere, elsewhere, or to a host that does not answer (A20).

use std::io;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use simulator::{Ending, Injection, Scope, Simulator};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::sleep;
use xsi::client::{Names, NamesAnswer, Service};
use xsi::{Account, Problem, Server, Surroundings};

use crate::row::{Row, row, seconds};
use crate::world::{Setup, World};

const NAME: &str = "xsp.northgate.example";
const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
/// This computer too, but nobody listens there.
const NOBODY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 9));
/// The longest wait between attempts, after one that waits for its name for ten seconds.
const BACK_OFF: Duration = seconds(42);

/// What becomes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Leads(Vec<IpAddr>),
    /// NXDOMAIN.
    Unknown,
    /// SERVFAIL.
    Fails,
    /// No answer for half a minute, and then the right one.
    Hangs,
}

/// Names that do as they are told.
#[derive(Debug)]
struct Told(Mutex<Fate>);

impl Told {
    fn set(&self, fate: Fate) {
        *self.0.lock().unwrap() = fate;
    }
}

impl Names for Told {
    fn addresses<'a>(&'a self, host: &'a str) -> NamesAnswer<'a, io::Result<Vec<IpAddr>>> {
        let fate = self.0.lock().unwrap().clone();
        Box::pin(async move {
            assert_eq!(host, NAME);
            match fate {
                Fate::Leads(addresses) => Ok(addresses),
                Fate::Unknown => Err(io::Error::new(io::ErrorKind::NotFound, "Name or service not known")),
                Fate::Fails => Err(io::Error::other("Temporary failure in name resolution")),
                Fate::Hangs => {
                    sleep(seconds(30)).await;
                    Ok(vec![HERE])
                }
            }
        })
    }

    fn services<'a>(&'a self, _: &'a str) -> NamesAnswer<'a, Vec<Service>> {
        Box::pin(async { Vec::new() })
    }
}

fn by_name(simulator: &Simulator, account: &mut Account) {
    account.server = Server::parse(&simulator.xsi_url().replace("127.0.0.1", NAME), true).unwrap();
}

async fn world(row: &Row, fate: Fate) -> (World, Arc<Told>) {
    let names = Arc::new(Told(Mutex::new(fate)));
    let surroundings = Surroundings { names: Arc::clone(&names) as Arc<dyn Names>, ..Setup::default().surroundings };
    (World::start(row, Setup { surroundings, account: by_name, ..Setup::default() }).await, names)
}

#[test]
fn a20_names_that_lead_nowhere() {
    row("A20", BACK_OFF, |row| async move {
        for fate in [Fate::Unknown, Fate::Fails, Fate::Hangs, Fate::Leads(vec![NOBODY])] {
            // From the beginning.
            let (world, names) = world(&row, fate.clone()).await;
            let expected = |world: &World, problem: &Problem| match (&fate, problem) {
                (Fate::Unknown | Fate::Fails, Problem::HostUnknown { host }) | (Fate::Hangs, Problem::TimedOut { host }) | (Fate::Leads(_), Problem::Unreachable { host }) => {
                    *host == world.simulator().xsi_url().replace("http://127.0.0.1", NAME)
                }
                _ => false,
            };
            let problem = world.lost(Duration::ZERO, seconds(11)).await;
            assert!(expected(&world, &problem), "{fate:?}: {problem:?}");
            row.idle(60, 600).await;
            let attempts = world.book().problems(Duration::ZERO).len();
            assert!((2..=60).contains(&attempts), "{attempts} attempts");
            let over = world.now();
            names.set(Fate::Leads(vec![HERE]));
            world.recovered(over).await;
            world.hears_a_call().await;

            // While it is up, the name may lead anywhere: the server that has the channel is kept to.
            row.idle(70, 85).await;
            let elsewhere = world.now();
            names.set(fate.clone());
            world.hears_a_call().await;
            row.idle(60, 600).await;
            assert_eq!(world.book().problems(elsewhere), []);
            world.fault(Injection::Cut { on: Scope::All, after: 0, ending: Ending::Reset, next: false });
            row.idle(60, 600).await;
            let problems = world.book().problems(elsewhere);
            assert!(problems.len() > 1 && problems[1..].iter().all(|problem| expected(&world, problem)), "{problems:#?}");
            let over = world.now();
            names.set(Fate::Leads(vec![HERE]));
            world.recovered(over).await;
            world.hears_a_call().await;
            assert_eq!(world.simulator().open_streams(), 1);
            world.finish().await;
        }

        // An address of IPv6 that swallows everything costs two seconds at most.
        let (world, names) = world(&row, Fate::Unknown).await;
        let port = world.simulator().xsi_url().rsplit(':').next().unwrap().parse().unwrap();
        let _hole = BlackHole::dig(port).await;
        let v6 = IpAddr::V6(Ipv6Addr::LOCALHOST);
        names.set(Fate::Leads(vec![v6, HERE]));
        world.client().retry_now();
        let since = world.now();
        world.until("connected past the hole", seconds(2), |book| book.connected).await;
        assert!(world.now() - since <= seconds(2));
        world.hears_a_call().await;
        world.finish().await;
    });
}

/// A port whose queue of connections is full: who connects to it gets no answer.
struct BlackHole {
    _listener: tokio::net::TcpListener,
    _waiting: Vec<TcpStream>,
}

impl BlackHole {
    async fn dig(port: u16) -> Self {
        let socket = TcpSocket::new_v6().unwrap();
        socket.bind((Ipv6Addr::LOCALHOST, port).into()).unwrap();
        let listener = socket.listen(1).unwrap();
        let mut waiting = Vec::new();
        // No time passes while a connection is made, so one that takes any is not answered.
        while let Ok(connection) = tokio::time::timeout(seconds(1), TcpStream::connect((Ipv6Addr::LOCALHOST, port))).await {
            waiting.push(connection.unwrap());
            assert!(waiting.len() < 100, "the queue has no end");
        }
        Self { _listener: listener, _waiting: waiting }
    }
}
