// SPDX-License-Identifier: GPL-3.0-or-later
// Real texts for the game of guessing: old poems, names, and two little stories written for this program.
#pragma once

#include <QString>
#include <QStringList>

namespace tokenarium {

/// For an embedded model by its name; any other one gets the stories.
inline QStringList guessTexts(const QString& modelName) {
    if (modelName == QLatin1String("poems"))
        return {QStringLiteral("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"),
                QStringLiteral("春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。"),
                QStringLiteral("红豆生南国，春来发几枝。愿君多采撷，此物最相思。")};
    if (modelName == QLatin1String("tiny"))
        return {QStringLiteral("elizabeth"), QStringLiteral("alexander"), QStringLiteral("isabella")};
    return {QStringLiteral(
                "Once upon a time there was a little girl named Lily. She liked to play in the park with "
                "her dog. One day the dog saw a big red ball and ran after it. Lily was sad, but then the "
                "dog came back with the ball in its mouth. They were happy and went home together."),
            QStringLiteral(
                "Tom had a small boat. He took it to the river with his mom. The wind was strong and the "
                "boat went far away. \"Help!\" said Tom. A kind duck pushed the boat back to him. Tom "
                "said, \"Thank you, duck!\" and gave it some bread."),
            QStringLiteral("从前有一只小猫，它住在一座小房子里。有一天，小猫看见一只小鸟在树上唱歌。小猫说：“"
                           "你好！我们做朋友吧。”"
                           "小鸟很高兴。从此它们每天一起玩。")};
}

} // namespace tokenarium
