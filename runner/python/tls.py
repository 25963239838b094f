"""TLS over sockets that Deno secures, and clear words for the sockets that there are not.

Pyodide's `ssl` secures a connection for the name it was made to and knows no other wish. Here the
name, the authorities, the protocols and the time limit of the program count. Certificates are
always checked.
"""

import errno
import os
import socket
import ssl

import pyodide.ffi as ffi

_CLOSED = "a sandbox makes connections and takes none"
_NO_UDP = "a sandbox has TCP sockets only"
_CHECKED = "; certificates are always checked: name the authority with load_verify_locations or DENO_CERT"
_LARGEST = 4 << 20
# What Deno says of a certificate, and what OpenSSL calls the same.
_VERDICTS = (
    ("UnknownIssuer", 20, "unable to get local issuer certificate"),
    ("CaUsedAsEndEntity", 18, "self-signed certificate"),
    ("certificate not valid for name", 62, "Hostname mismatch, certificate is not valid for {name!r}."),
    ("expired", 10, "certificate has expired"),
    ("Expired", 10, "certificate has expired"),
    ("not valid yet", 9, "certificate is not yet valid"),
    ("NotValidYet", 9, "certificate is not yet valid"),
    ("Revoked", 23, "certificate revoked"),
)


def secure(descriptor, context, hostname, timeout):
    """Gives what JavaScript promises: `=` and the chosen protocol, or an error number, a space and a description."""
    from pyodide_js._api import _nodeSock

    if hasattr(context, "_certfile_data"):
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, "client certificates are not supported in a sandbox")
    authorities = getattr(context, "_ca_data", None)
    protocols = "\n".join(getattr(context, "_protocols", ())) or None
    return _nodeSock.secure(descriptor, hostname, authorities, protocols, context.check_hostname, timeout or None)


def protocol_of(answer, context, hostname):
    """Gives the protocol that was chosen, or None; raises the error of a handshake that failed."""
    if answer.startswith("="):
        return answer[1:] or None
    number, _, text = answer.partition(" ")
    code = int(number)
    if code == errno.ETIMEDOUT:
        raise TimeoutError("The handshake operation timed out")
    if "certificate" in text:
        raise _refusal(text, context, hostname)
    raise ssl.SSLError(ssl.SSL_ERROR_SSL, f"TLS handshake failed: {text}")


def _refusal(text, context, hostname):
    code, message = 1, text
    for mark, number, words in _VERDICTS:
        if mark in text:
            code, message = number, words.format(name=hostname)
            break
    hint = _CHECKED if context.verify_mode == ssl.CERT_NONE else ""
    whole = f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {message}{hint}"
    error = ssl.SSLCertVerificationError(ssl.SSL_ERROR_SSL, whole)
    error.verify_code, error.verify_message = code, message
    error.reason, error.library = "CERTIFICATE_VERIFY_FAILED", "SSL"
    return error


# Contexts


def _load_verify_locations(self, cafile=None, capath=None, cadata=None):
    if cafile is None and capath is None and cadata is None:
        raise TypeError("cafile, capath and cadata cannot be all omitted")
    if cafile is not None:
        _trust(self, _certificates(_read(cafile)))
    if capath is not None:
        with os.scandir(capath) as entries:
            files = [entry.path for entry in entries if entry.is_file()]
        _trust(self, [pem for path in sorted(files) for pem in _certificates(_read(path), False)])
    if cadata is not None:
        given = [ssl.DER_cert_to_PEM_cert(bytes(cadata))] if not isinstance(cadata, str) else _certificates(cadata)
        _trust(self, given)


def _read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(_LARGEST)


def _certificates(text, wanted=True):
    """Gives the certificates of a text in PEM, without what stands between them."""
    found = []
    for piece in text.split(ssl.PEM_HEADER)[1:]:
        body, footer, _ = piece.partition(ssl.PEM_FOOTER)
        if footer:
            found.append(f"{ssl.PEM_HEADER}{body}{footer}\n")
    if wanted and not found:
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found")
    return found


def _trust(context, certificates):
    context._ca_data = getattr(context, "_ca_data", "") + "".join(certificates)


def _load_default_certs(self, purpose=ssl.Purpose.SERVER_AUTH):
    if not isinstance(purpose, ssl._ASN1Object):
        raise TypeError(purpose)
    _set_default_verify_paths(self)


def _set_default_verify_paths(self):
    """The host's own authorities count anyway; these are what the program's environment adds."""
    for name, option in (("SSL_CERT_FILE", "cafile"), ("SSL_CERT_DIR", "capath")):
        if path := os.environ.get(name):
            try:
                _load_verify_locations(self, **{option: path})
            except FileNotFoundError:
                pass


def _set_alpn_protocols(self, protocols):
    self._protocols = list(protocols)


# Sockets


def _create(cls, sock, do_handshake_on_connect=True, **options):
    """Pyodide's own forgets the time limit, whose descriptor does not block any more."""
    timeout = sock.gettimeout()
    secured = _original_create(cls, sock, do_handshake_on_connect=False, **options)
    secured.settimeout(timeout)
    secured.do_handshake_on_connect = do_handshake_on_connect
    if do_handshake_on_connect:
        try:
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
    return secured


def _do_handshake(self, block=False):
    if self._server_side:
        raise ssl.SSLError(ssl.SSL_ERROR_SSL, _CLOSED)
    try:
        self.getpeername()
    except OSError:
        return  # Not connected yet: `connect` comes back here.
    answer = ffi.run_sync(secure(self.fileno(), self.context, self.server_hostname, self.gettimeout()))
    self._protocol = protocol_of(answer, self.context, self.server_hostname)


def _connect(self, address):
    socket.socket.connect(self, address)
    if self.do_handshake_on_connect:
        self.do_handshake()


def _connect_ex(self, address):
    try:
        self.connect(address)
    except OSError as error:
        return error.errno
    return 0


def _unwrap(self):
    raise ssl.SSLError(ssl.SSL_ERROR_SSL, "a connection stays secured until it is closed")


def _init(self, family=-1, type=-1, proto=-1, fileno=None):  # noqa: A002 - the name is the original's
    try:
        _original_init(self, family, type, proto, fileno)
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        failure = OSError(errno.ENOTSUP, _NO_UDP)
    else:
        return
    raise failure


def _refuse_to_serve(self, *arguments):
    raise OSError(errno.ENOTSUP, _CLOSED)


_original_create = ssl.SSLSocket._create.__func__
_original_init = socket.socket.__init__


def install():
    """Replaces the parts of `ssl` and `socket` that a sandbox does another way."""
    ssl.HAS_NEVER_CHECK_COMMON_NAME = True
    ssl.SSLContext.load_verify_locations = _load_verify_locations
    ssl.SSLContext.load_default_certs = _load_default_certs
    ssl.SSLContext.set_default_verify_paths = _set_default_verify_paths
    ssl.SSLContext.set_alpn_protocols = _set_alpn_protocols
    ssl.SSLSocket._create = classmethod(_create)
    ssl.SSLSocket.do_handshake = _do_handshake
    ssl.SSLSocket.connect = _connect
    ssl.SSLSocket.connect_ex = _connect_ex
    ssl.SSLSocket.unwrap = _unwrap
    ssl.SSLSocket.shutdown = socket.socket.shutdown
    ssl.SSLSocket.pending = lambda self: 0
    ssl.SSLSocket.selected_alpn_protocol = lambda self: getattr(self, "_protocol", None)
    socket.socket.__init__ = _init
    for name in ("bind", "listen"):
        setattr(socket.socket, name, _refuse_to_serve)
