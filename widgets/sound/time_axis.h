// SPDX-License-Identifier: GPL-3.0-or-later
// Time ↔ pixels of a strip: which seconds are seen, and how zooming and scrolling change that.
#pragma once

#include <algorithm>
#include <cmath>

namespace tokenarium {

/// Which part of a recording is seen, in seconds. Never empty, and inside the recording.
struct TimeRange {
    double begin = 0, end = 1;
    double size() const { return end - begin; }
    bool operator==(const TimeRange&) const = default;
};

/// A recording of `length` seconds (more than 0) of which `seen` lies on `width` pixels from `left` on.
struct TimeAxis {
    double length = 1;
    TimeRange seen;
    double left = 0, width = 1;

    static constexpr double shortest = 0.02; ///< seconds; at this zoom single samples can be told apart

    double x(double seconds) const { return left + (seconds - seen.begin) / seen.size() * width; }
    double seconds(double atX) const { return seen.begin + (atX - left) / width * seen.size(); }
    double secondsPerPixel() const { return seen.size() / std::max(1.0, width); }

    /// The nearest range that lies inside the recording and is not too short to be looked at.
    TimeRange fitted(TimeRange wanted) const {
        const double size = std::clamp(wanted.size(), std::min(shortest, length), length);
        const double begin = std::clamp(wanted.begin, 0.0, length - size);
        return {begin, begin + size};
    }
    /// `factor` above 1 shows less; what is at `around` stays where it is.
    TimeRange zoomed(double factor, double around) const {
        const double size = std::clamp(seen.size() / factor, std::min(shortest, length), length);
        const double share = (around - seen.begin) / seen.size();
        return fitted({around - share * size, around + (1 - share) * size});
    }
    TimeRange scrolled(double seconds) const { return fitted({seen.begin + seconds, seen.end + seconds}); }
    /// The least scrolling after which `at` is seen.
    TimeRange showing(double at) const {
        if (at < seen.begin) return scrolled(at - seen.begin);
        if (at > seen.end) return scrolled(at - seen.end);
        return seen;
    }

    /// Seconds from one labelled place to the next, as people count them; at least `pixels` apart where that
    /// is less than an hour.
    double tickStep(double pixels) const {
        for (const double step : {0.001, 0.002, 0.005, 0.01, 0.02, 0.05,  0.1,   0.2,   0.5,    1.0,   2.0,
                                  5.0,   10.0,  20.0,  30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0})
            if (step >= secondsPerPixel() * pixels) return step;
        return 3600;
    }
};

} // namespace tokenarium
