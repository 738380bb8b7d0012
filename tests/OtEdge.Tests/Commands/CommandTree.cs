using System.CommandLine;
using OtEdge.Host.Commands;

namespace OtEdge.Tests.Commands;

/// <summary>Every command line that has a help of its own.</summary>
internal static class CommandTree
{
    public static IEnumerable<(string[] Words, Command Command)> All() => Below(new Root(), []);

    private static IEnumerable<(string[] Words, Command Command)> Below(Command command, string[] words) =>
        command.Subcommands
            .SelectMany(one => Below(one, [.. words, one.Name]))
            .Prepend((words, command));
}
