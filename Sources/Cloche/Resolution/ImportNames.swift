/// Which package brings a module, as far as that is known on this machine: nobody is asked.
package struct ImportNames: Sendable {
    private let lock: PyodideLock
    private let cached: [String: String]
    private let cachedNames: Set<String>

    /// Takes the lock of a runtime, and what the packages in a cache say about themselves.
    package init(runtime: Runtime, cache: PackageCache? = nil) {
        self.init(lock: PyodideLock(runtime: runtime), cached: cache?.entries() ?? [])
    }

    init(lock: PyodideLock, cached: [CachedPackage] = []) {
        self.lock = lock
        let pairs = cached.flatMap { package in package.summary.imports.map { ($0, package.locked.name) } }
        // Two packages that bring the same module (a namespace) say nothing about it.
        self.cached = Dictionary(grouping: pairs, by: \.0).compactMapValues { pairs in
            let names = Set(pairs.map(\.1))
            return names.count == 1 ? names.first : nil
        }
        cachedNames = Set(cached.filter { $0.summary.kind == .wheel }.map(\.locked.name))
    }

    /// The package that brings a top-level module: by our table, by the lock of Pyodide, or by the cache.
    ///
    /// nil where none is known; most packages have the name of their module.
    package func package(for module: String) -> String? {
        Self.table[module] ?? lock.package(importedAs: module) ?? cached[module]
    }

    /// The names of the packages that the lock of Pyodide or the cache has, sorted.
    package var names: [String] {
        cachedNames.union(lock.entries.values.filter { !$0.isLibrary }.map(\.name)).sorted()
    }

    /// Modules whose package has another name, and is not in the lock of Pyodide or has the module in common with others.
    static let table = [
        "_cffi_backend": "cffi", "apt": "python-apt", "attr": "attrs", "barcode": "python-barcode",
        "Bio": "biopython", "bs4": "beautifulsoup4", "cairo": "pycairo", "corsheaders": "django-cors-headers",
        "Crypto": "pycryptodome", "Cryptodome": "pycryptodomex", "cv2": "opencv-python",
        "dateutil": "python-dateutil", "discord": "discord-py", "dns": "dnspython", "docx": "python-docx",
        "dotenv": "python-dotenv", "engineio": "python-engineio", "fitz": "pymupdf", "gi": "pygobject",
        "git": "gitpython", "github": "pygithub", "grpc": "grpcio", "imblearn": "imbalanced-learn",
        "jose": "python-jose", "jwt": "pyjwt", "kafka": "kafka-python", "ldap": "python-ldap",
        "magic": "python-magic", "mpl_toolkits": "matplotlib", "multipart": "python-multipart",
        "MySQLdb": "mysqlclient", "nacl": "pynacl", "OpenSSL": "pyopenssl", "osgeo": "gdal", "PIL": "pillow",
        "pkg_resources": "setuptools", "pptx": "python-pptx", "psycopg2": "psycopg2-binary", "pylab": "matplotlib",
        "pythonjsonlogger": "python-json-logger", "pywintypes": "pywin32", "rest_framework": "djangorestframework",
        "ruamel": "ruamel-yaml", "serial": "pyserial", "skimage": "scikit-image", "sklearn": "scikit-learn",
        "slugify": "python-slugify", "socketio": "python-socketio", "socks": "pysocks",
        "telegram": "python-telegram-bot", "tlz": "toolz", "umap": "umap-learn", "usb": "pyusb",
        "webview": "pywebview", "win32api": "pywin32", "wx": "wxpython", "Xlib": "python-xlib", "yaml": "pyyaml",
        "zmq": "pyzmq",
    ]
}
