// SPDX-License-Identifier: GPL-3.0-or-later
// A person puts models on the scales; what the room says is compared with published numbers and sums made in
// another way.
#include "tests/app/weights_room_fixture.h"

namespace tokenarium {
namespace {

TEST_F(WeightsRoomTest, OpensWithAModel) { EXPECT_EQ(figure("All parameters"), "8,030,261,248"); }

} // namespace
} // namespace tokenarium
