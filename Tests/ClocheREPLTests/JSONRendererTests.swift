import Cloche
import Testing

@testable import ClocheREPL

@Suite struct JSONRendererTests {
    private let stdout = RecordingSink()
    private let stderr = RecordingSink()

    private var renderer: JSONRenderer { JSONRenderer(stdout: stdout, stderr: stderr) }

    @Test("Every event is a line, the result is the last one")
    func lines() {
        renderer.show(.stream(.stdout, "a\n"))
        renderer.show(.display(MIMEBundle(["text/plain": "p", "text/html": "<b>"])))
        renderer.show(.notice("cell 1 ran longer than 1 s; interrupting it"))
        renderer.finish(.make(value: "'x'"))
        let expected = """
            {"type":"stream","name":"stdout","text":"a\\n"}
            {"type":"display","data":{"text/html":"<b>","text/plain":"p"}}
            {"type":"result","status":"ok","value":"'x'","error":null,"duration":0.25,"memory":31000000,\
            "withheldBytes":0,"sentBytes":0,"receivedBytes":0}

            """
        #expect(stdout.text == expected)
        #expect(stderr.text == "cloche: cell 1 ran longer than 1 s; interrupting it\n")
    }

    @Test("An error is an object")
    func error() {
        let error = PythonError(name: "E", message: "m", traceback: "t\n")
        renderer.finish(.make(status: .timedOut, error: error, withheldBytes: 4096))
        let expected = """
            {"type":"result","status":"timedOut","value":null,\
            "error":{"name":"E","message":"m","traceback":"t\\n"},"duration":0.25,"memory":31000000,\
            "withheldBytes":4096,"sentBytes":0,"receivedBytes":0}

            """
        #expect(stdout.text == expected)
    }
}
