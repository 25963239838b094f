import Cloche
import Dispatch

/// The library without concurrency: each call returns when it is done.
enum BlockingExample {
    /// Runs the example on a thread of its own and tells how it ended.
    static func run(_ done: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        DispatchQueue(label: "blocking").async { done(Result { try blocking() }) }
    }

    private static func blocking() throws {
        let session = BlockingSession()
        let result = try session.execute("name = input('name? '); print('hello,', name)") { request in
            request.prompt == "name? " ? "Ada" : nil
        }
        print("blocking:", result.stdout, terminator: "")
        session.close()
    }
}
