//! A static file server for the built site, on the loopback interface only.
//!
//! It is written out here because the browser tests need something that servers built for production do not offer:
//! to go away at a moment's notice, connections included, as the network does on a train, and to come back on the same
//! port. Each response closes its connection, so that nothing is left open once [`Server::stop`] returns.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// A browser that opens a connection and then says nothing is let go after this time.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer request heads come from no browser.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
    accepting: Option<JoinHandle<()>>,
}

/// What the threads that answer requests share.
#[derive(Debug)]
struct Site {
    folder: RwLock<PathBuf>,
    /// Starts and ends with a slash.
    base: String,
    stopping: AtomicBool,
}

impl Server {
    /// Serves the files of `folder` below the path `base` (`/` or `/some/where/`). Port 0 takes any free port.
    ///
    /// # Errors
    /// When the folder does not exist or the port is taken.
    pub fn start(folder: &Path, base: &str, port: u16) -> Result<Self> {
        if !folder.is_dir() {
            bail!("there is nothing to serve in {}: run `cargo xtask build` first", folder.display());
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} is not free: name another with --port"))?;
        let address = listener.local_addr()?;
        let site = Arc::new(Site {
            folder: RwLock::new(folder.to_path_buf()),
            base: normal_base(base),
            stopping: AtomicBool::new(false),
        });
        let shared = Arc::clone(&site);
        let accepting = std::thread::spawn(move || accept(&listener, &shared));
        Ok(Self { address, site, accepting: Some(accepting) })
    }

    /// The address to open in a browser.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}{}", self.address, self.site.base)
    }

    /// The port, for starting again in the same place.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves another folder from now on, as a host does after a new version is deployed.
    pub fn serve_instead(&self, folder: &Path) {
        match self.site.folder.write() {
            Ok(mut current) => folder.clone_into(&mut current),
            Err(poisoned) => folder.clone_into(&mut poisoned.into_inner()),
        }
    }

    /// Closes the port. From then on browsers are refused at once, and the port can be used again.
    pub fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else {
            return;
        };
        self.site.stopping.store(true, Ordering::SeqCst);
        // The listener sleeps until somebody calls, so somebody has to.
        let _ = TcpStream::connect(self.address);
        let _ = accepting.join();
    }

    /// Waits until somebody else stops the server, which for the command line is never.
    pub fn wait(mut self) {
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>) {
    let mut open: Vec<(JoinHandle<()>, TcpStream)> = Vec::new();
    for stream in listener.incoming() {
        if site.stopping.load(Ordering::SeqCst) {
            break;
        }
        // A call that was hung up before it was answered is nothing to report; neither is one in the middle of a file.
        let Ok(stream) = stream else { continue };
        let Ok(handle) = stream.try_clone() else { continue };
        let site = Arc::clone(site);
        open.retain(|(thread, _)| !thread.is_finished());
        open.push((
            std::thread::spawn(move || {
                let _ = answer(&stream, &site);
                // Dropping it would not do: the list below holds a second handle.
                let _ = stream.shutdown(Shutdown::Both);
            }),
            handle,
        ));
    }
    for (thread, stream) in open {
        let _ = stream.shutdown(Shutdown::Both);
        let _ = thread.join();
    }
}

/// What a request gets.
#[derive(Debug, PartialEq, Eq)]
enum Reply {
    File(PathBuf),
    Redirect(String),
    NotFound,
}

fn answer(stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new(stream).take(MAX_HEAD_BYTES);
    let mut request = String::new();
    head.read_line(&mut request)?;
    let mut header = String::new();
    while head.read_line(&mut header)? > 0 && !header.trim_end().is_empty() {
        header.clear();
    }
    if site.stopping.load(Ordering::SeqCst) {
        return Ok(());
    }

    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method != "GET" && method != "HEAD" {
        return respond(stream, "405 Method Not Allowed", "text/plain", b"Only GET and HEAD.\n", method);
    }
    let folder = match site.folder.read() {
        Ok(folder) => folder.clone(),
        Err(poisoned) => poisoned.into_inner().clone(),
    };
    match route(&folder, &site.base, target) {
        Reply::File(path) => {
            let mut bytes = Vec::new();
            File::open(&path)?.read_to_end(&mut bytes)?;
            respond(stream, "200 OK", media_type(&path), &bytes, method)
        }
        Reply::Redirect(to) => {
            let mut stream = stream;
            write!(
                stream,
                "HTTP/1.1 301 Moved Permanently\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }
        Reply::NotFound => {
            respond(stream, "404 Not Found", "text/plain", b"There is no such file.\n", method)
        }
    }
}

fn respond(
    mut stream: impl Write,
    status: &str,
    media_type: &str,
    body: &[u8],
    method: &str,
) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// Decides what a request target such as `/some/where/app.js?x` stands for.
fn route(folder: &Path, base: &str, target: &str) -> Reply {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if !path.is_empty() && base.strip_suffix('/') == Some(path) {
        return Reply::Redirect(base.to_owned());
    }
    let Some(below) = path.strip_prefix(base).and_then(decode) else {
        return Reply::NotFound;
    };
    // Only plain names lead further down: no `..`, no drive, no second root.
    let below = Path::new(&below);
    if !below.components().all(|part| matches!(part, Component::Normal(_))) {
        return Reply::NotFound;
    }
    let mut file = folder.join(below);
    if file.is_dir() {
        file.push("index.html");
    }
    // A link inside the folder must not lead out of it either.
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) if file.is_file() && file.starts_with(&folder) => Reply::File(file),
        _ => Reply::NotFound,
    }
}

/// Undoes percent-encoding; `None` for what is not valid.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(others.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &others[2..];
        } else {
            bytes.push(first);
            rest = others;
        }
    }
    let decoded = String::from_utf8(bytes).ok()?;
    (!decoded.contains(['\0', '\\'])).then_some(decoded)
}

fn normal_base(base: &str) -> String {
    match base.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

/// Browsers refuse modules, WebAssembly and workers of the wrong type, so every kind of file of the site is named.
fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Reply, Server, media_type, normal_base, route};
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::path::Path;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "<p>home</p>").unwrap();
        fs::create_dir(folder.path().join("icons")).unwrap();
        fs::write(folder.path().join("icons/a b.png"), "png").unwrap();
        folder
    }

    fn get(port: u16, target: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        write!(stream, "GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply)?;
        Ok(reply)
    }

    #[test]
    fn targets_lead_to_files_of_the_folder_and_nowhere_else() {
        let folder = site();
        let real = folder.path().canonicalize().unwrap();
        let file = |name: &str| Reply::File(real.join(name));
        let cases = [
            ("/", "/", file("index.html")),
            ("/", "/index.html?x=1#y", file("index.html")),
            ("/", "/icons/a%20b.png", file("icons/a b.png")),
            ("/", "/icons", Reply::NotFound),
            ("/", "/../Cargo.toml", Reply::NotFound),
            ("/", "/%2e%2e/Cargo.toml", Reply::NotFound),
            ("/", "/..%5cCargo.toml", Reply::NotFound),
            ("/", "//etc/passwd", Reply::NotFound),
            ("/", "/%zz", Reply::NotFound),
            ("/", "/%", Reply::NotFound),
            ("/", "", Reply::NotFound),
            ("/some/where/", "/some/where/", file("index.html")),
            ("/some/where/", "/some/where", Reply::Redirect("/some/where/".into())),
            ("/some/where/", "/", Reply::NotFound),
            ("/some/where/", "/index.html", Reply::NotFound),
        ];
        for (base, target, expected) in cases {
            assert_eq!(route(folder.path(), base, target), expected, "{base} {target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let folder = site();
        std::os::unix::fs::symlink("/etc", folder.path().join("out")).unwrap();
        assert_eq!(route(folder.path(), "/", "/out/passwd"), Reply::NotFound);
    }

    #[test]
    fn it_stops_at_once_and_starts_again_on_the_same_port() {
        let folder = site();
        let mut server = Server::start(folder.path(), "deep/down", 0).unwrap();
        let port = server.port();
        assert_eq!(server.address(), format!("http://127.0.0.1:{port}/deep/down/"));
        for _ in 0..3 {
            let reply = get(port, "/deep/down/").unwrap();
            assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
            assert!(reply.contains("Cache-Control: no-cache") && reply.ends_with("<p>home</p>"), "{reply}");
            server.stop();
            assert!(get(port, "/deep/down/").is_err(), "stopped, and yet it answers");
            server = Server::start(folder.path(), "/deep/down/", port).unwrap();
        }
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("index.html"), "second").unwrap();
        server.serve_instead(other.path());
        assert!(get(port, "/deep/down/").unwrap().ends_with("second"));
    }

    #[test]
    fn other_methods_and_missing_files_are_refused_politely() {
        let folder = site();
        let server = Server::start(folder.path(), "/", 0).unwrap();
        assert!(get(server.port(), "/nothing.js").unwrap().starts_with("HTTP/1.1 404 "));
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        stream.write_all(b"POST / HTTP/1.1\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert!(reply.starts_with("HTTP/1.1 405 "), "{reply}");
    }

    #[test]
    fn bases_and_types_are_normal() {
        for (given, normal) in [("", "/"), ("/", "/"), ("a/b", "/a/b/"), ("/a/", "/a/")] {
            assert_eq!(normal_base(given), normal);
        }
        assert_eq!(media_type(Path::new("x.webmanifest")), "application/manifest+json");
        assert_eq!(media_type(Path::new("x_bg.wasm")), "application/wasm");
    }
}
