import Cloche

@main
struct Main {
    static func main() {
        print(clocheVersion)
    }
}
