import Crypto
import Foundation
import Testing

@testable import Cloche

/// Whatever comes in, a decoder returns or throws, and what it returns can be encoded again.
@Suite("Fuzzing", .timeLimit(.minutes(5)))
struct FuzzTests {
    @Test("the frame decoder survives everything")
    func frames() throws {
        let samples = try MessageFixture.all("runner").map { try FrameEncoder.encode($0.frame) }
        var fuzzer = Fuzzer("FrameDecoder", samples: samples)
        fuzzer.run { input, fuzzer in
            var decoder = FrameDecoder()
            var start = 0
            while start < input.count {
                let end = min(input.count, start + 1 + fuzzer.number(below: 64))
                decoder.append(Array(input[start..<end]))
                start = end
                do { while try decoder.next() != nil {} } catch { return }
            }
            #expect(decoder.pendingBytes <= input.count)
        }
    }

    @Test("the message decoder survives everything")
    func messages() throws {
        let fixtures = try MessageFixture.all("runner").map(\.frame)
        var fuzzer = Fuzzer("RunnerMessage", samples: fixtures.map(\.header))
        fuzzer.run { input, fuzzer in
            let body = fixtures[fuzzer.number(below: fixtures.count)].body
            guard let (key, message) = try? RunnerMessage.decode(Frame(header: input, body: body)) else { return }
            #expect(throws: Never.self) { try message.frame(key: key) }
        }
    }

    @Test("the bodies of messages may hold everything")
    func bodies() throws {
        let fixtures = try MessageFixture.all("runner").map(\.frame).filter { !$0.body.isEmpty }
        var fuzzer = Fuzzer("message bodies", samples: fixtures.map(\.body))
        fuzzer.run { input, fuzzer in
            let header = fixtures[fuzzer.number(below: fixtures.count)].header
            _ = try? RunnerMessage.decode(Frame(header: header, body: input))
        }
    }

    @Test("the session-file parser survives everything")
    func files() throws {
        let sample = [UInt8](try SessionFile.make().data())
        var fuzzer = Fuzzer("SessionFile", samples: [sample])
        fuzzer.run { input, _ in
            guard let file = try? SessionFile(parsing: Data(input), build: .test) else { return }
            #expect(file == SessionFile.make())
        }
    }

    @Test("the manifest parser survives everything that has the right hash")
    func manifests() throws {
        let file = SessionFile.make()
        let bytes = try file.encode()
        var fuzzer = Fuzzer("Manifest", samples: [Array(bytes[0].dropFirst(SessionFile.prefixLength))])
        fuzzer.run { input, _ in
            var data = Data(SessionFile.magic)
            var length: [UInt8] = []
            length.append(littleEndian: UInt32(input.count))
            data += length + Array(SHA256.hash(data: input)) + input + bytes[1...].joined()
            _ = try? SessionFile(parsing: data, build: .test)
        }
    }
}
