/// Packages that stand near another one: by spelling, or by what they do.
enum NearPackages {
    /// What runs here and does much of what a package does that does not run.
    static let substitutes = [
        "cassandra-driver": "nothing near it runs here", "cupy": "'numpy'", "dask-cudf": "'pandas'",
        "eventlet": "asyncio",
        "gevent": "asyncio", "grpcio": "'httpx', where the service speaks JSON", "jax": "'numpy' with 'autograd'",
        "jaxlib": "'numpy' with 'autograd'", "keras": "'scikit-learn'", "mysql-connector-python": "'pymysql'",
        "numba": "'numpy'", "onnxruntime": "'scikit-learn'", "opencv-contrib-python": "'opencv-python'",
        "opencv-python-headless": "'opencv-python'", "playwright": "'httpx' with 'beautifulsoup4'",
        "psycopg2": "'psycopg' or 'pg8000'", "psycopg2-binary": "'psycopg' or 'pg8000'",
        "pycurl": "'httpx' or 'requests'",
        "pygame": "'pygame-ce'", "pymssql": "'python-tds'", "pymupdf": "'pypdf'", "pyodbc": "'pymysql' or 'psycopg'",
        "pyqt5": "no window opens here", "pyqt6": "no window opens here", "pyzmq": "sockets of the standard library",
        "rapidfuzz": "'thefuzz' or difflib", "selenium": "'httpx' with 'beautifulsoup4'",
        "tensorflow": "'scikit-learn'",
        "torch": "'scikit-learn', or 'numpy' with 'autograd'", "torchvision": "'pillow' with 'scikit-image'",
        "transformers": "'tiktoken' and 'sentencepiece' for tokens alone", "uvloop": "asyncio itself",
    ]

    /// Known names that are spelt much as another one, the nearest first, three at most.
    static func names(like name: String, among known: some Sequence<String>) -> [String] {
        let bound = max(1, min(3, name.count / 3))
        let near = known.compactMap { candidate -> (name: String, edits: Int)? in
            guard candidate != name, abs(candidate.count - name.count) <= bound else { return nil }
            let edits = distance(name, candidate)
            return edits <= bound ? (candidate, edits) : nil
        }
        return near.sorted { ($0.edits, $0.name) < ($1.edits, $1.name) }.prefix(3).map(\.name)
    }

    /// How many letters are to be added, removed, replaced, or exchanged with the next one.
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var rows = [Array(0...right.count)]
        for row in 1..<(left.count + 1) {
            var costs = [row]
            for column in 1..<(right.count + 1) {
                let change = left[row - 1] == right[column - 1] ? 0 : 1
                var cost = min(rows[row - 1][column] + 1, costs[column - 1] + 1, rows[row - 1][column - 1] + change)
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { cost = min(cost, rows[row - 2][column - 2] + 1) }
                costs.append(cost)
            }
            rows.append(costs)
        }
        return rows[left.count][right.count]
    }
}
