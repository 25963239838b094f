import Cloche
import Foundation
import Testing

@testable import ClocheCommand

@Suite struct ExitStatusTests {
    @Test(
        "Each outcome has its number",
        arguments: [
            (ExecutionStatus.ok, nil, 0), (.error, nil, 1), (.timedOut, nil, 124), (.died, nil, 125),
            (.interrupted, nil, 130), (.error, 7, 7), (.error, 0, 0), (.error, 256, 0), (.error, -1, 255),
        ]
    )
    func number(_ status: ExecutionStatus, _ exitCode: Int?, _ expected: Int32) {
        let metadata = SessionMetadata(created: Date(timeIntervalSince1970: 0))
        let result = ExecutionResult(cell: 1, status: status, exitCode: exitCode, metadata: metadata)
        #expect(ExitStatus.of(result).code == expected)
    }
}
