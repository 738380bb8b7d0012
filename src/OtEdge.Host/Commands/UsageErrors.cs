using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace OtEdge.Host.Commands;

/// <summary>Says what is wrong with a command line, in the person's own words.</summary>
internal static class UsageErrors
{
    /// <summary>True when the command line cannot be run as it stands.</summary>
    public static bool Any(ParseResult parsed) =>
        parsed.Action is ParseErrorAction || (parsed.Action == parsed.CommandResult.Command.Action && Misspelt(parsed).Any());

    /// <summary>Writes every error, the nearest known word where there is one, and how to get help.</summary>
    public static void Write(ParseResult parsed, TextWriter error)
    {
        string command = Name(parsed.CommandResult);
        string[] words = [.. Misspelt(parsed), .. parsed.UnmatchedTokens];
        bool unknown = words.Length > 0;
        foreach (string word in words)
        {
            string kind = word.StartsWith('-') ? "option" : parsed.CommandResult.Command.Subcommands.Count > 0 ? "command" : "argument";
            error.WriteLine($"{command}: unknown {kind} '{word}'.{Suggestion(word, parsed.CommandResult)}");
        }

        // With an unknown word, "command missing" and the like only repeat it.
        foreach (string problem in unknown ? [] : Problems(parsed).Distinct())
        {
            error.WriteLine($"{command}: {problem}");
        }

        error.WriteLine($"Run '{command} --help' for what it takes.");
    }

    // The parser takes an unknown option for the value of an argument; numbers may well begin with a minus.
    private static IEnumerable<string> Misspelt(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value)
            .Where(word => word is ['-', not (>= '0' and <= '9' or '.'), ..]);

    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Action is null && command.Subcommands.Count > 0)
        {
            yield return $"expected one of {string.Join(", ", command.Subcommands.Select(one => one.Name))}";
        }

        foreach (var argument in command.Arguments.Where(one => IsMissing(one, parsed)))
        {
            yield return $"expected {argument.Name}: {argument.Description}";
        }

        foreach (var problem in parsed.Errors)
        {
            switch (problem.SymbolResult)
            {
                case OptionResult { Implicit: false, Tokens.Count: 0 } option when option.Option.Arity.MinimumNumberOfValues > 0:
                    yield return $"{option.Option.Name}: expected {option.Option.HelpName} after it";
                    break;
                case CommandResult or ArgumentResult when problem.SymbolResult.Tokens.Count == 0 && IsIncomplete(parsed):
                    break;
                default:
                    yield return problem.Message;
                    break;
            }
        }
    }

    private static bool IsIncomplete(ParseResult parsed) =>
        (parsed.CommandResult.Command.Action is null && parsed.CommandResult.Command.Subcommands.Count > 0)
        || parsed.CommandResult.Command.Arguments.Any(one => IsMissing(one, parsed));

    private static bool IsMissing(Argument argument, ParseResult parsed) =>
        argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 };

    private static string Suggestion(string word, CommandResult result)
    {
        var known = word.StartsWith('-')
            ? Lineage(result).SelectMany((one, level) => one.Command.Options.Where(option => level == 0 || option.Recursive))
                .SelectMany(option => option.Aliases.Append(option.Name))
            : result.Command.Subcommands.Select(command => command.Name);
        return NearestWord.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }

    private static IEnumerable<CommandResult> Lineage(CommandResult result)
    {
        for (SymbolResult? one = result; one is not null; one = one.Parent)
        {
            if (one is CommandResult command)
            {
                yield return command;
            }
        }
    }

    private static string Name(CommandResult result) =>
        string.Join(' ', Lineage(result).Select(one => one.Parent is null ? "otedge" : one.Command.Name).Reverse());
}
