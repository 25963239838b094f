import ClocheTestSupport
import Testing

extension PTY {
    /// Types cells of one line, each when the prompt of its number is there, and waits for the prompt after them.
    func type(_ cells: [String], from first: Int = 1) {
        for (offset, cell) in cells.enumerated() {
            #expect(wait(for: "In [\(first + offset)]:", timeout: .seconds(20)))
            send(cell + "\r")
        }
        #expect(wait(for: "In [\(first + cells.count)]:", timeout: .seconds(20)))
    }
}
