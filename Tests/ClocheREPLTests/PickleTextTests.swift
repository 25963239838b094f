import Cloche
import Testing

@testable import ClocheREPL

@Suite struct PickleTextTests {
    @Test("What was loaded is told, and what is not there is grouped by its reason")
    func loaded() {
        let lost = [
            PickleLoss(name: "np", reason: "No module named 'numpy'"),
            PickleLoss(name: "f", reason: "code of Python 3.13 cannot run here", isKept: true),
            PickleLoss(name: "array", reason: "No module named 'numpy'"),
            PickleLoss(name: "ta\u{1b}ble", reason: "No module\nnamed 'numpy'", isKept: true),
        ]
        let report = PickleReport(variables: ["f", "table"], lost: lost, packages: ["numpy"], size: 100)
        #expect(
            PickleText.lines(loaded: "a.pkl", report) == [
                "loaded the pickle 'a.pkl': 2 variables (f, table)",
                "not loaded: np, array (No module named 'numpy')",
                "loaded in part: f (code of Python 3.13 cannot run here)",
                "loaded in part: \(PlainText.oneLine("ta\u{1b}ble")) (\(PlainText.oneLine("No module\nnamed 'numpy'")))",
                "packages of its metadata that are not there: numpy",
            ]
        )
    }

    @Test("What was saved is told, with what was left out, and a secret that may be in it")
    func saved() {
        let lost = [PickleLoss(name: "gen", reason: "cannot pickle 'generator' object")]
        let names = (1...10).map { "v\($0)" }
        let report = PickleReport(variables: names, lost: lost, size: 2048, secrets: ["TOKEN"])
        #expect(
            PickleText.lines(saved: "a.pkl", report) == [
                "saved 'a.pkl' and its metadata beside it, \(ByteText.describe(2048)): "
                    + "10 variables (v1, v2, v3, v4, v5, v6, v7, v8, and 2 more)",
                "left out: gen (cannot pickle 'generator' object)",
                "a pickle holds variables only: no files, no tasks, no connections, nothing that modules keep",
                "it may hold the value of TOKEN; keep it like a secret",
            ]
        )
    }
}
