using System.CommandLine;
using OtEdge.Core.Staging;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One option for each change question.</summary>
internal sealed class QuestionOptions
{
    private readonly (ChangeQuestion Question, Option<string?> Option)[] options =
    [
        .. Enum.GetValues<ChangeQuestion>().Select(question => (
            question,
            new Option<string?>($"--{ChangeWording.Word(question)}") { Description = $"answers \"{ChangeWording.Of(question)}\"", HelpName = "TEXT" })),
    ];

    /// <summary>Gives a command all of them.</summary>
    public void AddTo(Command command)
    {
        foreach ((_, Option<string?> option) in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was answered, by the words for the questions; null: nothing.</summary>
    public IReadOnlyDictionary<string, string>? Answers(Invocation invocation)
    {
        Dictionary<string, string> given = options
            .Select(one => (Word: ChangeWording.Word(one.Question), Text: invocation.Value(one.Option)))
            .Where(one => one.Text is not null)
            .ToDictionary(one => one.Word, one => one.Text!);
        return given.Count == 0 ? null : given;
    }
}
