import Testing

@testable import ClocheREPL

@Suite struct InterruptSwitchTests {
    @Test("Ctrl-C is for the line, or for the cell while one runs")
    func interrupt() {
        let sink = RecordingSink()
        let interrupts = InterruptSwitch(cell: { sink.write("cell ") }, line: { sink.write("line ") })
        interrupts.interrupt()
        interrupts.setCellRunning(true)
        interrupts.interrupt()
        interrupts.setCellRunning(false)
        interrupts.interrupt()
        #expect(sink.text == "line cell line ")
    }
}
