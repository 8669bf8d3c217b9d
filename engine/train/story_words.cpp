// SPDX-License-Identifier: GPL-3.0-or-later
// The word lists of the story grammar (the lists are also CC0-1.0: take them).
#include "engine/train/story_words.h"

#include <array>

namespace tokenarium {
namespace {

constexpr StoryGender girl = StoryGender::Female;
constexpr StoryGender boy = StoryGender::Male;
constexpr StoryGender none = StoryGender::None;
using Words = std::vector<StoryWord>;

const Words childNames = {
    {"Lily", "莉莉", "", girl, {}, {}},     {"Mei", "小梅", "", girl, {}, {}},
    {"Anna", "安娜", "", girl, {}, {}},     {"Nini", "妮妮", "", girl, {}, {}},
    {"Amy", "艾米", "", girl, {}, {}},      {"Lucy", "露西", "", girl, {}, {}},
    {"Lan", "小兰", "", girl, {}, {}},      {"Xiaoxue", "小雪", "", girl, {}, {}},
    {"Xiaoyun", "小云", "", girl, {}, {}},  {"Tingting", "婷婷", "", girl, {}, {}},
    {"Fangfang", "芳芳", "", girl, {}, {}}, {"Emma", "艾玛", "", girl, {}, {}},
    {"Linda", "琳达", "", girl, {}, {}},    {"Xiaoyu", "小雨", "", girl, {}, {}},
    {"Tom", "汤姆", "", boy, {}, {}},       {"Ben", "小本", "", boy, {}, {}},
    {"Ming", "小明", "", boy, {}, {}},      {"Gang", "小刚", "", boy, {}, {}},
    {"Sam", "山姆", "", boy, {}, {}},       {"Jack", "杰克", "", boy, {}, {}},
    {"Lele", "乐乐", "", boy, {}, {}},      {"Dongdong", "冬冬", "", boy, {}, {}},
    {"Peter", "彼得", "", boy, {}, {}},     {"Xiaohu", "小虎", "", boy, {}, {}},
    {"Leo", "里奥", "", boy, {}, {}},       {"Liang", "亮亮", "", boy, {}, {}},
    {"Max", "马克斯", "", boy, {}, {}},     {"Qiang", "小强", "", boy, {}, {}},
};
const Words animalNames = {
    {"Momo", "毛毛", "", boy, {}, {}},      {"Bobo", "波波", "", boy, {}, {}},
    {"Pipi", "皮皮", "", boy, {}, {}},      {"Dudu", "嘟嘟", "", boy, {}, {}},
    {"Doudou", "豆豆", "", boy, {}, {}},    {"Toto", "托托", "", boy, {}, {}},
    {"Huanhuan", "欢欢", "", girl, {}, {}}, {"Mimi", "咪咪", "", girl, {}, {}},
    {"Lulu", "露露", "", girl, {}, {}},     {"Coco", "可可", "", girl, {}, {}},
    {"Tiantian", "甜甜", "", girl, {}, {}}, {"Huahua", "花花", "", girl, {}, {}},
};
const Words childKinds = {{"girl", "小女孩", "个", girl, {}, {}}, {"boy", "小男孩", "个", boy, {}, {}}};
const Words animalKinds = {
    {"rabbit", "小兔子", "只", none, {}, {}},   {"bear", "小熊", "只", none, {}, {}},
    {"cat", "小猫", "只", none, {}, {}},        {"dog", "小狗", "只", none, {}, {}},
    {"squirrel", "小松鼠", "只", none, {}, {}}, {"mouse", "小老鼠", "只", none, {}, {}},
    {"fox", "小狐狸", "只", none, {}, {}},      {"hedgehog", "小刺猬", "只", none, {}, {}},
    {"monkey", "小猴子", "只", none, {}, {}},   {"red panda", "小熊猫", "只", none, {}, {}},
    {"otter", "小水獭", "只", none, {}, {}},    {"badger", "小獾", "只", none, {}, {}},
};
const Words elders = {
    {"Mom", "妈妈", "", girl, {}, {}},
    {"Dad", "爸爸", "", boy, {}, {}},
    {"Grandma", "奶奶", "", girl, {}, {}},
    {"Grandpa", "爷爷", "", boy, {}, {}},
};
const Words toys = {
    {"ball", "皮球", "个", none, {}, {}},          {"drum", "小鼓", "面", none, {}, {}},
    {"toy car", "玩具汽车", "辆", none, {}, {}},   {"toy boat", "玩具船", "艘", none, {}, {}},
    {"toy train", "玩具火车", "列", none, {}, {}}, {"doll", "布娃娃", "个", none, {}, {}},
    {"toy robot", "机器人", "个", none, {}, {}},   {"spinning top", "陀螺", "个", none, {}, {}},
    {"toy plane", "玩具飞机", "架", none, {}, {}}, {"whistle", "哨子", "个", none, {}, {}},
};
const Words colours = {
    {"red", "红色", "", none, {}, {}},    {"blue", "蓝色", "", none, {}, {}},
    {"yellow", "黄色", "", none, {}, {}}, {"green", "绿色", "", none, {}, {}},
    {"orange", "橙色", "", none, {}, {}}, {"purple", "紫色", "", none, {}, {}},
    {"white", "白色", "", none, {}, {}},  {"pink", "粉色", "", none, {}, {}},
};
const Words foods = {
    {"apples", "苹果", "", none, {}, {}},
    {"pears", "梨", "", none, {}, {}},
    {"peaches", "桃子", "", none, {}, {}},
    {"strawberries", "草莓", "", none, {}, {}},
    {"cherries", "樱桃", "", none, {}, {}},
    {"plums", "李子", "", none, {}, {}},
    {"walnuts", "核桃", "", none, {}, {}},
    {"peanuts", "花生", "", none, {}, {}},
    {"cookies", "饼干", "", none, {}, {}},
    {"oranges", "橘子", "", none, {}, {}},
    {"raisin buns", "葡萄干面包", "", none, {}, {}},
    {"sunflower seeds", "瓜子", "", none, {}, {}},
};
const Words dishes = {
    {"dumplings", "饺子", "", none, {}, {}},    {"pancakes", "煎饼", "", none, {}, {}},
    {"noodles", "面条", "", none, {}, {}},      {"steamed buns", "包子", "", none, {}, {}},
    {"corn cakes", "玉米饼", "", none, {}, {}}, {"rice cakes", "年糕", "", none, {}, {}},
    {"spring rolls", "春卷", "", none, {}, {}}, {"fried eggs", "煎鸡蛋", "", none, {}, {}},
};
const Words places = {
    {"in the park", "公园里", "", none, "to the park", "公园"},
    {"in the garden", "花园里", "", none, "to the garden", "花园"},
    {"in the meadow", "草地上", "", none, "to the meadow", "草地"},
    {"in the woods", "树林里", "", none, "to the woods", "树林"},
    {"by the river", "河边", "", none, "to the river", "河边"},
    {"by the lake", "湖边", "", none, "to the lake", "湖边"},
    {"on the hill", "小山坡上", "", none, "to the hill", "小山坡"},
    {"in the village square", "村口的广场上", "", none, "to the village square", "村口的广场"},
};
const Words days = {
    {"one sunny morning", "一个晴朗的早晨", "", none, {}, {}},
    {"one warm afternoon", "一个暖和的下午", "", none, {}, {}},
    {"one bright spring day", "一个明媚的春日", "", none, {}, {}},
    {"one cool autumn day", "一个凉爽的秋日", "", none, {}, {}},
    {"one Saturday morning", "一个星期六的早上", "", none, {}, {}},
    {"one quiet Sunday", "一个安静的星期天", "", none, {}, {}},
    {"one cloudy day", "一个多云的日子", "", none, {}, {}},
    {"one day after lunch", "有一天吃过午饭", "", none, {}, {}},
};

} // namespace

const std::vector<StoryWord>& storyWords(StoryVariable variable, StoryCast cast) {
    const bool animals = cast == StoryCast::Animals;
    const Words& names = animals ? animalNames : childNames;
    const Words& kinds = animals ? animalKinds : childKinds;
    const std::array<const Words*, storyVariableCount> lists = {
        &names, &kinds, &names, &kinds, &elders, &toys, &colours, &foods, &dishes, &places, &days};
    return *lists[static_cast<std::size_t>(variable)];
}

} // namespace tokenarium
