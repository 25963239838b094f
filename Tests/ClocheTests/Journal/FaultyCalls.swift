import Foundation
import Synchronization

@testable import Cloche

/// Calls of which one fails.
final class FaultyCalls: Sendable {
    private struct State {
        var count = 0
        var failed: FileCalls.Kind?
    }

    private let state = Mutex(State())
    private let number: Int
    private let error: CInt

    /// Lets the call of a number fail, counted from 0; none, where there are fewer.
    init(failing number: Int, with error: CInt) {
        self.number = number
        self.error = error
    }

    /// How many calls were made.
    var count: Int { state.withLock(\.count) }

    /// What the call was to do that failed.
    var failed: FileCalls.Kind? { state.withLock(\.failed) }

    var calls: FileCalls {
        FileCalls { kind, count throws(SystemError) in
            let fails = self.state.withLock { state in
                defer { state.count += 1 }
                if state.count == self.number { state.failed = kind }
                return state.count == self.number
            }
            if fails { throw SystemError(number: self.error) }
            return count
        }
    }
}

/// A disk that is full after so many bytes, until it is given more.
final class SmallDisk: Sendable {
    private let room: Mutex<Int>

    init(room: Int) { self.room = Mutex(room) }

    func give(_ more: Int) { room.withLock { $0 += more } }

    var calls: FileCalls {
        FileCalls { kind, count throws(SystemError) in
            guard kind == .write else { return count }
            let taken = self.room.withLock { room in
                let taken = min(room, count)
                room -= taken
                return taken
            }
            if taken == 0 { throw SystemError(number: ENOSPC) }
            return taken
        }
    }
}
