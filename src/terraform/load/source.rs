//! Source addresses of module calls.

/// What a module's `source` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceAddress {
    /// `./x` or `../x`: relative to the calling module.
    Local(String),
    /// A module of a registry.
    Registry {
        /// The registry's host in lower case; `registry.terraform.io` when none is written.
        host: String,
        /// `<namespace>/<name>/<provider>`.
        module: String,
        /// Directory inside the module, "" for the module itself.
        directory: String,
    },
    /// A git repository.
    Git {
        /// Host in lower case, e.g. `github.com`.
        host: String,
        /// Path of the repository without `.git`.
        repository: String,
        /// Directory inside the repository.
        directory: String,
        /// The branch, tag or commit asked for.
        reference: Option<String>,
    },
    /// Any other source, or none that Terraform would accept.
    Other,
}

/// Where modules come from whose address names no host.
pub const DEFAULT_HOST: &str = "registry.terraform.io";

/// Reads a `source`.
pub fn parse(source: &str) -> SourceAddress {
    if is_local(source) {
        return SourceAddress::Local(source.to_owned());
    }
    let (address, query) = source.split_once('?').map_or((source, ""), |(address, query)| (address, query));
    let forced_git = address.strip_prefix("git::");
    let (package, directory) = split_directory(forced_git.unwrap_or(address));
    if let Some((host, repository, inner)) = git_repository(package, forced_git.is_some()) {
        let directory = if inner.is_empty() { directory.to_owned() } else { inner };
        let reference = query.split('&').find_map(|pair| pair.strip_prefix("ref=")).filter(|text| !text.is_empty());
        return SourceAddress::Git { host, repository, directory, reference: reference.map(str::to_owned) };
    }
    match registry_module(package).filter(|_| query.is_empty()) {
        Some((host, module)) => SourceAddress::Registry { host, module, directory: directory.to_owned() },
        None => SourceAddress::Other,
    }
}

fn is_local(source: &str) -> bool {
    source == "." || source == ".." || source.starts_with("./") || source.starts_with("../")
}

/// Splits at the `//` that is not part of a URL's scheme.
fn split_directory(address: &str) -> (&str, &str) {
    let start = address.find("://").map_or(0, |at| at + 3);
    match address.get(start..).and_then(|rest| rest.find("//")) {
        Some(at) => (&address[..start + at], address[start + at + 2..].trim_matches('/')),
        None => (address, ""),
    }
}

/// Host, repository and directory of a git address. Shorthands for well-known hosts may carry the directory behind
/// the repository.
fn git_repository(package: &str, forced: bool) -> Option<(String, String, String)> {
    const SHORTHANDS: [&str; 2] = ["github.com", "bitbucket.org"];
    let schemes = ["https://", "http://", "ssh://", "git://"];
    let scheme = schemes.iter().find(|scheme| package.starts_with(*scheme));
    let rest = scheme.map_or(package, |scheme| &package[scheme.len()..]);
    let (user, rest) = rest.split_once('@').map_or((None, rest), |(user, rest)| (Some(user), rest));
    let scp_like = scheme.is_none() && user.is_some();
    let (host, path) = if scp_like { rest.split_once(':')? } else { rest.split_once('/')? };
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let shorthand = scheme.is_none() && SHORTHANDS.contains(&host.as_str());
    let is_git = forced || scp_like || shorthand || matches!(scheme, Some(&"ssh://" | &"git://"));
    if !is_git {
        return None;
    }
    let path = path.trim_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let (path, inner) = match parts.as_slice() {
        [owner, name, inner @ ..] if shorthand && !inner.is_empty() => (format!("{owner}/{name}"), inner.join("/")),
        _ => (path.to_owned(), String::new()),
    };
    Some((host, path.strip_suffix(".git").unwrap_or(&path).to_owned(), inner))
}

/// Host and `<namespace>/<name>/<provider>`.
fn registry_module(package: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = package.split('/').collect();
    let (host, parts) = match parts.as_slice() {
        [host, rest @ ..] if rest.len() == 3 && (host.contains('.') || host.starts_with("localhost")) => {
            (host.to_ascii_lowercase(), rest)
        }
        rest if rest.len() == 3 => (DEFAULT_HOST.to_owned(), rest),
        _ => return None,
    };
    let word =
        |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    parts.iter().all(word).then(|| (host, parts.join("/")))
}
