// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli cost: what a prompt costs before it is sent.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/cost_report.h"
#include "app/cli/file_bytes.h"
#include "app/cli/number_options.h"
#include "engine/prompt/chat_file.h"
#include "engine/prompt/prompt_file.h"
#include "engine/text/count_tokens.h"
#include "engine/text/text_encoding.h"
#include "engine/view/model_counting.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <iostream>
#include <utility>

namespace tokenarium::cli {

namespace {

constexpr std::uint64_t mostTokens = 1'000'000'000'000, mostCalls = 1'000'000'000'000;

/// One call to the model: a conversation, or the parts of all other files together.
struct Request {
    std::vector<ChatMessage> messages;
    std::string tools;
    std::optional<std::uint64_t> mostOutput;
    bool isChat = false;
    std::string model;
};

struct Wishes {
    std::vector<std::string> models;
    std::string provider, tokenizer;
    std::optional<std::uint64_t> outputTokens;
    Decimal reasoning; ///< as a multiple of the output
    CallPlan plan;
    PriceMoment moment;
};

// Options -------------------------------------------------------------------------------------------------

/// Dollars, shares and multiples: exact, not negative.
std::optional<Decimal> decimalOption(const Arguments& arguments, const std::string& option,
                                     const Decimal& most) {
    const auto text = arguments.value(option);
    if (!text) return std::nullopt;
    const auto number = Decimal::parse(*text);
    if (number && !number->isNegative() && *number <= most) return number;
    throw CommandError(ExitCode::WrongUse, option + " " + *text + ": a number from 0 to " + most.text() +
                                               " such as 0.25 was expected.");
}

/// "2026-09-23" or "2026-09-23T16:30", UTC.
PriceMoment momentOption(const Arguments& arguments) {
    const auto text = arguments.value("--at");
    if (!text) return priceMomentNow();
    const auto day = priceDay(text->substr(0, 10));
    std::chrono::minutes time{0};
    bool good = day.has_value() && (text->size() == 10 || text->size() == 16);
    if (good && text->size() == 16) {
        const auto digit = [&](std::size_t i) {
            return (*text)[i] >= '0' && (*text)[i] <= '9' ? (*text)[i] - '0' : 100;
        };
        const int hour = digit(11) * 10 + digit(12), minute = digit(14) * 10 + digit(15);
        good = (*text)[10] == 'T' && (*text)[13] == ':' && hour < 24 && minute < 60;
        time = std::chrono::hours(hour) + std::chrono::minutes(minute);
    }
    if (!good)
        throw CommandError(ExitCode::WrongUse,
                           "--at " + *text +
                               ": a day such as 2026-09-23, or 2026-09-23T16:30 (UTC), was expected.");
    return *day + time;
}

/// "CNY" or "CNY=7.2".
Currency currencyOption(const Arguments& arguments) {
    const std::string text = arguments.value("--currency").value_or("USD");
    const std::size_t mark = text.find('=');
    const std::string code = text.substr(0, mark);
    const bool named = code.size() == 3 &&
                       std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!named)
        throw CommandError(ExitCode::WrongUse,
                           "--currency " + text +
                               ": three capital letters and a rate were expected, such as CNY=7.2.");
    if (mark == text.npos) {
        for (const Currency& known : startingCurrencies())
            if (known.code == code) {
                if (code != "USD")
                    std::cerr << "tokenarium-cli: " << code << " at " << known.perDollar.text()
                              << " for a dollar, a round number; give the rate of the day with --currency "
                              << code << "=RATE.\n";
                return known;
            }
        throw CommandError(ExitCode::WrongUse, "--currency " + code +
                                                   ": how much of it is a dollar? Write --currency " + code +
                                                   "=RATE.");
    }
    const auto rate = Decimal::parse(text.substr(mark + 1));
    if (!rate || rate->isNegative() || rate->isZero() || *rate > Decimal(1'000'000'000))
        throw CommandError(ExitCode::WrongUse,
                           "--currency " + text + ": a rate above 0 was expected, such as CNY=7.2.");
    return {code, *rate, ""};
}

std::vector<std::string> listOption(const std::string& text) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        if (end > at) names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

Wishes wishesFrom(const Arguments& arguments) {
    Wishes wishes;
    wishes.models =
        listOption(arguments.required("--model", "a model such as gpt-5, or several with commas"));
    if (wishes.models.empty())
        throw CommandError(ExitCode::WrongUse, "--model: the name of a model was expected.");
    wishes.provider = arguments.value("--provider").value_or("");
    wishes.tokenizer = arguments.value("--tokenizer").value_or("");
    wishes.outputTokens = countOption(arguments, "--output-tokens", mostTokens);
    wishes.reasoning = decimalOption(arguments, "--reasoning", Decimal(1'000'000)).value_or(Decimal(0));
    wishes.plan.calls = countOption(arguments, "--calls", mostCalls).value_or(1);
    wishes.plan.cachedShare = decimalOption(arguments, "--cached", Decimal(1)).value_or(Decimal(0));
    wishes.plan.cacheWriteShare = decimalOption(arguments, "--cache-write", Decimal(1)).value_or(Decimal(0));
    wishes.plan.cacheForAnHour = arguments.has("--cache-hour");
    wishes.plan.batch = arguments.has("--batch");
    if (wishes.plan.cachedShare.plus(wishes.plan.cacheWriteShare).value() > Decimal(1))
        throw CommandError(ExitCode::WrongUse,
                           "--cached and --cache-write are shares of one prompt: together at most 1.");
    wishes.moment = momentOption(arguments);
    return wishes;
}

// Prices --------------------------------------------------------------------------------------------------

PriceBook bookFrom(const Arguments& arguments) {
    const auto chosen = arguments.value("--prices");
    const std::filesystem::path file = chosen ? std::filesystem::u8path(*chosen) : defaultPriceBookFile();
    std::error_code ignored;
    if (!exists(file, ignored))
        throw CommandError(ExitCode::Missing, file.u8string().empty()
                                                  ? "the price book is not installed."
                                                  : file.string() +
                                                        ": there is no price book; ./run in the source "
                                                        "folder fetches it, or give one with --prices FILE.");
    try {
        PriceBook book = loadPriceBook(file);
        for (const std::string& remark : book.remarks())
            std::cerr << "tokenarium-cli: " << file.string() << ": " << remark << "\n";
        if (const auto own = arguments.value("--own-prices"))
            book = book.with(loadPriceOverrides(FileBytes(*own).text(), *own));
        return book;
    } catch (const CommandError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

PriceRow rowNamed(const PriceBook& book, const std::string& model, const std::string& provider) {
    if (!provider.empty() && !book.findProvider(provider)) {
        std::string names;
        for (const PriceProvider& each : book.providers()) names += (names.empty() ? "" : ", ") + each.id;
        throw CommandError(ExitCode::WrongUse,
                           "--provider " + provider + ": no provider of that name; there are " + names + ".");
    }
    if (const PriceRow row = book.find(model, provider)) return row;
    std::string names;
    for (const std::string& near : book.similar(model, 5)) names += (names.empty() ? "" : ", ") + near;
    throw CommandError(ExitCode::WrongUse, "--model " + model + ": the price book has no such model" +
                                               (provider.empty() ? "" : " of " + provider) +
                                               (names.empty() ? "." : "; there are " + names + "."));
}

// The prompt ----------------------------------------------------------------------------------------------

std::shared_ptr<const std::string> shared(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

PromptPart partOf(const std::string& name, const FileBytes& file) {
    PromptPart part;
    part.title = name;
    part.modality = modalityOf(file.bytes(), name);
    if (part.modality != Modality::Text) {
        part.content = shared(std::string(file.text()));
        return part;
    }
    DecodedText decoded = decodeText(file.text());
    if (decoded.looksBinary)
        std::cerr << "tokenarium-cli: " << name << ": this does not look like text; it was counted as "
                  << decoded.encoding << ".\n";
    part.content = shared(std::move(decoded.text));
    return part;
}

bool isPrompt(const std::string& file, const FileBytes& contents) {
    return file.ends_with(".tokenarium") || (file == "-" && contents.text().starts_with("PK\3\4"));
}

/// Conversations are calls of their own; everything else together is one.
std::vector<Request> requestsFrom(const std::vector<std::string>& files, const std::string& as) {
    std::vector<Request> requests;
    Request together;
    together.messages.emplace_back();
    for (const std::string& file : files) {
        const FileBytes contents(file);
        const std::string name = file == "-" ? "standard input" : file;
        if (as != "text" && isPrompt(file, contents)) {
            const OpenedPrompt opened = *loadPrompt(contents.bytes(), std::filesystem::u8path(file));
            for (const OpenedPrompt::Trouble& trouble : opened.troubles)
                throw CommandError(ExitCode::BadInput, name + ": part " + std::to_string(trouble.part + 1) +
                                                           ": " + trouble.message);
            for (const PromptPart& part : opened.prompt.parts)
                together.messages.front().parts.push_back({part, false});
        } else if (as == "chat" || (as.empty() && looksLikeChat(contents.text()))) {
            for (ChatRequest& chat : loadChats(contents.text(), name))
                requests.push_back({std::move(chat.messages), std::move(chat.tools), chat.mostOutput, true,
                                    std::move(chat.model)});
        } else {
            together.messages.front().parts.push_back({partOf(name, contents), false});
        }
    }
    if (!together.messages.front().parts.empty()) requests.push_back(std::move(together));
    return requests;
}

// Counting ------------------------------------------------------------------------------------------------

/// Counts the parts of requests for one model.
class Counter {
public:
    Counter(const std::string& model, const std::string& tokenizer)
        : catalog(installedTokenizers())
        , counting(modelCounting(model, [this](std::string_view name) {
            const TokenizerInfo* info = catalog.find(name);
            return info && info->present;
        })) {
        if (!tokenizer.empty()) counting.text = {tokenizer, false, "Counted with the tokenizer you chose."};
        words = loadTokenizer(catalog, counting.text.rule);
    }

    /// Adds the tokens of a request to `tokens`.
    void count(const Request& request, PromptTokens& tokens, ModelCost& cost) {
        std::vector<ChatMessageTokens> messages;
        for (const ChatMessage& message : request.messages) {
            std::uint64_t inText = 0;
            for (const ChatPart& part : message.parts) {
                const CountedPart counted = countPart(part, cost);
                add(counted, tokens);
                if (part.part.modality == Modality::Text) inText += counted.tokens;
                note(counted, counting.of(counted.modality), cost);
                merge(counted, request.isChat, cost);
            }
            messages.push_back({countText(message.role), countText(message.name), inText});
        }
        if (!request.isChat) return;
        const std::uint64_t overhead = chatTokens(messages).overhead, tools = countText(request.tools);
        tokens.text += overhead + tools;
        merge({"roles and marks of messages", Modality::Text, counting.text.rule, overhead,
               counting.chatExact && counting.text.exact},
              true, cost);
        if (!counting.chatExact)
            remark("What the marks of messages take is an estimate by OpenAI's rule.", cost);
        if (tools == 0) return;
        merge({"tools", Modality::Text, counting.text.rule, tools, false}, true, cost);
        remark("How tools are written for the model is not published; their JSON text was counted.", cost);
    }

private:
    std::uint64_t countText(std::string_view text) const { return countTokens(*words, text).value(); }

    CountedPart countPart(const ChatPart& chat, ModelCost& cost) {
        const PromptPart& part = chat.part;
        if (part.modality == Modality::Text)
            return {part.title, Modality::Text, counting.text.rule, countText(*part.content),
                    counting.text.exact};
        const auto bytes = std::as_bytes(std::span(*part.content));
        const PartSummary summary = *summarizePart(part.modality, bytes, part.title);
        for (const std::string& said : summary.remarks) remark(part.title + ": " + said, cost);
        if (part.modality == Modality::Gene ||
            part.modality == Modality::Series) { // sent as the text they are
            return {part.title, part.modality, counting.text.rule, countText(*part.content),
                    counting.text.exact};
        }
        const CountingChoice& choice = counting.of(part.modality);
        const bool low = chat.lowDetail && !counting.lowDetailPicture.empty();
        const std::string rule = low ? counting.lowDetailPicture : choice.rule;
        const auto tokens = countPartTokens(summary, rule);
        if (!tokens)
            throw CommandError(ExitCode::BadInput, part.title + ": cannot be counted by " + rule + ".");
        if (part.modality == Modality::Sound) soundSeconds += summary.seconds;
        return {part.title, part.modality, rule, *tokens, choice.exact};
    }

    static void add(const CountedPart& part, PromptTokens& tokens) {
        std::uint64_t& sum = part.modality == Modality::Picture ? tokens.picture
                             : part.modality == Modality::Sound ? tokens.sound
                             : part.modality == Modality::Video ? tokens.video
                                                                : tokens.text;
        sum += part.tokens;
    }

    static void remark(const std::string& note, ModelCost& cost) {
        if (std::find(cost.notes.begin(), cost.notes.end(), note) == cost.notes.end())
            cost.notes.push_back(note);
    }

    static void note(const CountedPart& part, const CountingChoice& choice, ModelCost& cost) {
        if (!part.exact && !choice.note.empty()) remark(choice.note, cost);
    }

    /// Of conversations, those of one role and rule together.
    static void merge(const CountedPart& part, bool together, ModelCost& cost) {
        cost.exact = cost.exact && part.exact;
        if (together)
            for (CountedPart& known : cost.parts)
                if (known.title == part.title && known.modality == part.modality && known.rule == part.rule) {
                    known.tokens += part.tokens;
                    return;
                }
        cost.parts.push_back(part);
    }

public:
    double takeSoundSeconds() { return std::exchange(soundSeconds, 0.0); }

private:
    TokenizerCatalog catalog;
    ModelCounting counting;
    std::shared_ptr<const TextTokenizer> words;
    double soundSeconds = 0;
};

// Money ---------------------------------------------------------------------------------------------------

Decimal sum(const Decimal& a, const Decimal& b) {
    const auto result = a.plus(b);
    if (!result) throw CommandError(ExitCode::BadInput, "the numbers are too large to be computed exactly.");
    return *result;
}

void addLines(const PriceResult& call, ModelCost& cost) {
    for (const PriceLine& line : call.lines) {
        const auto same = std::find_if(cost.lines.begin(), cost.lines.end(), [&](const PriceLine& each) {
            return each.unit == line.unit && each.price == line.price && each.above == line.above;
        });
        if (same == cost.lines.end()) {
            cost.lines.push_back(line);
            continue;
        }
        same->quantity = sum(same->quantity, line.quantity);
        same->amount = sum(same->amount, line.amount);
    }
    cost.input = sum(cost.input, call.input);
    cost.output = sum(cost.output, call.output);
    cost.other = sum(cost.other, call.other);
}

ModelCost costOf(const PriceRow& row, const std::vector<Request>& requests, const Wishes& wishes) {
    ModelCost cost;
    cost.row = row;
    cost.calls = wishes.plan.calls;
    Counter counter(row.model->id, wishes.tokenizer);
    for (const Request& request : requests) {
        PromptTokens tokens;
        counter.count(request, tokens, cost);
        tokens.soundSeconds = counter.takeSoundSeconds();
        CallPlan plan = wishes.plan;
        plan.outputTokens = wishes.outputTokens.value_or(request.mostOutput.value_or(0));
        const auto thought = reasoningTokens(plan.outputTokens, wishes.reasoning);
        if (!thought) throw CommandError(ExitCode::WrongUse, "--reasoning: these would be too many tokens.");
        plan.reasoningTokens = *thought;
        const PromptCost one = promptCost(row, tokens, plan, wishes.moment);
        if (!one) throw CommandError(ExitCode::BadInput, row.model->id + ": " + one.problem);
        addLines(one.call, cost);
        cost.batchShare = one.batchShare;
        cost.batchUnknown = one.batchUnknown;
        cost.usdPerPass = sum(cost.usdPerPass, one.usdPerCall);
        cost.usd = sum(cost.usd, one.usd);
        cost.tokens.text += tokens.text;
        cost.tokens.picture += tokens.picture;
        cost.tokens.sound += tokens.sound;
        cost.tokens.video += tokens.video;
        cost.longestInput = std::max(cost.longestInput, tokens.all());
        cost.outputTokens += plan.outputTokens;
        cost.reasoningTokens += plan.reasoningTokens;
        ++cost.requests;
    }
    if (cost.batchUnknown)
        cost.notes.push_back("What this vendor takes for a batch is not known; the usual price was taken.");
    if (cost.outputTokens == 0)
        cost.notes.push_back("No answer was counted; give its length with --output-tokens.");
    return cost;
}

void checkMost(const CostReport& report, const std::optional<Decimal>& most) {
    if (!most) return;
    for (const ModelCost& cost : report.models)
        if (cost.usd > *most)
            throw CommandError(ExitCode::SaidNo, cost.row.model->id + " costs $" + cost.usd.text() +
                                                     ", more than the $" + most->text() + " of --max-cost.");
}

void runCost(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json", "--csv", "--batch", "--cache-hour"},
                                      {"--model", "--provider", "--output-tokens", "--calls", "--max-cost",
                                       "--reasoning", "--cached", "--cache-write", "--at", "--prices",
                                       "--own-prices", "--currency", "--budget", "--tokenizer", "--as"}});
    if (arguments.has("--json") && arguments.has("--csv"))
        throw CommandError(ExitCode::WrongUse, "--json or --csv, not both.");
    const Wishes wishes = wishesFrom(arguments);
    const auto most = decimalOption(arguments, "--max-cost", Decimal(1'000'000'000'000));
    const std::string as = arguments.value("--as").value_or("");
    if (!as.empty() && as != "text" && as != "chat")
        throw CommandError(ExitCode::WrongUse, "--as " + as + ": text or chat was expected.");
    CostReport report;
    report.moment = wishes.moment;
    report.currency = currencyOption(arguments);
    report.budget = decimalOption(arguments, "--budget", Decimal(1'000'000'000'000));
    const PriceBook book = bookFrom(arguments);
    report.book = &book;
    std::vector<PriceRow> rows;
    for (const std::string& model : wishes.models) rows.push_back(rowNamed(book, model, wishes.provider));
    std::vector<Request> requests;
    try {
        requests = requestsFrom(arguments.files(), as);
        for (const PriceRow& row : rows) report.models.push_back(costOf(row, requests, wishes));
    } catch (const CommandError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
    if (report.budget)
        if (const auto dollars = report.currency.toDollars(*report.budget))
            for (ModelCost& cost : report.models)
                cost.budgetCalls = callsForBudget(*dollars, cost.usdPerPass);
    if (book.isStale(wishes.moment))
        std::cerr << "tokenarium-cli: the prices are " << ageOf(book, wishes.moment) << ".\n";
    if (arguments.has("--json"))
        writeCostJson(report, output);
    else if (arguments.has("--csv"))
        writeCostCsv(report, output);
    else
        writeCostTable(report, output);
    checkMost(report, most);
}

} // namespace

const Command costCommand{"cost", "price of a prompt before it is sent, by the price book",
                          R"(tokenarium-cli cost --model MODEL[,MODEL…] [options] FILE…

Counts FILEs and says what they cost, line by line: text, pictures, sounds, films, prompts (.tokenarium), and conversations as
JSON or JSON Lines in OpenAI's or Anthropic's message format ({"messages": […]}, a list of messages, lines of a batch), with
pictures and sounds in base64. Each conversation is a call; all other files together are one. Prices are of the price book
(npm @pydantic/genai-prices) and carry its date. Tokens are exact where a vocabulary is published, otherwise marked estimate.

  --model MODEL        "gpt-5", "claude-sonnet-4-5", "openrouter:qwen/qwen3-32b" …
  --provider NAME      who sells it; else told by the model's name
  --output-tokens N    length of each answer; else max_tokens of a conversation, else none
  --reasoning X        tokens thought, as a multiple of the answer (billed as output): 100
  --calls K            so many times (1)
  --cached SHARE       share of the input read from the vendor's cache, 0 to 1
  --cache-write SHARE  share written to it; --cache-hour: for an hour, not for five minutes
  --batch              at the batch price, where the vendor is known to have one
  --at DAY[THH:MM]     prices of another day or hour (UTC)
  --max-cost USD       exit code 1 where all calls together cost more
  --budget AMOUNT      how many calls that pays for, in the currency
  --currency CODE=RATE another currency beside dollars: CNY=7.2
  --prices FILE        another price book: dist/index.js of a newer package, or its data.json
  --own-prices FILE    {"overrides":[{"provider","model","price_key":"input_mtok","price":"2.50","date"}]}
  --tokenizer NAME     count texts with this one
  --as text|chat       what JSON files are; else told by their beginning
  --json, --csv        {"model","provider","usd","usd_per_call","input_tokens","lines":[…],"parts":[…],"prices":{…}}; with several
                       models {"models":[…],"prices"}. Money is a text with every digit
)",
                          runCost};

} // namespace tokenarium::cli
