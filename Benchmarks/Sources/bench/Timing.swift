// Processor time, medians, and times as text.

import Glibc

/// What a benchmark does with its measurements.
enum Timing {
    /// What the process has used of the processors, in user and system mode: other people's work on the machine is not in it.
    static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Does several works in turn, round after round: the median processor time of each, and a sum of their answers.
    ///
    /// A busy machine slows all of them alike, and the sum keeps them from being optimised away. A first round warms caches and is not counted.
    static func alternate(rounds: Int, _ works: [() -> Int]) -> ([Duration], Int) {
        var times = [[Duration]](repeating: [], count: works.count)
        var check = 0
        for round in 0...rounds {
            for (index, work) in works.enumerated() {
                let start = processorTime()
                check &+= work()
                if round > 0 { times[index].append(processorTime() - start) }
            }
        }
        return (times.map(median), check)
    }

    static func median(_ times: [Duration]) -> Duration {
        times.sorted()[times.count / 2]
    }

    static func median(_ numbers: [Double]) -> Double {
        numbers.sorted()[numbers.count / 2]
    }

    static func seconds(_ time: Duration) -> Double {
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    static func milliseconds(_ time: Duration) -> String {
        fixed(seconds(time) * 1000, 2)
    }

    /// A number with so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        if digits == 0 { return String(scaled) }
        let fraction = String(abs(scaled) % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
