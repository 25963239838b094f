import Cloche
import Foundation
import Testing

@testable import ClocheREPL

@Suite struct FileDescriptorSinkTests {
    @Test("What a cell wrote goes out byte by byte, text as UTF-8")
    func bytes() throws {
        let pipe = Pipe()
        let sink = FileDescriptorSink(pipe.fileHandleForWriting.fileDescriptor)
        let all = Array(UInt8.min...UInt8.max)
        sink.write(StreamOutput(bytes: all, text: "not this"))
        sink.write("é\n")
        try pipe.fileHandleForWriting.close()
        #expect(try pipe.fileHandleForReading.readToEnd() == Data(all + [0xc3, 0xa9, 0x0a]))
    }
}
