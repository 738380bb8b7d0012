using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>Reads answers to change questions.</summary>
internal static class AnswerReader
{
    private const int TextLengthMax = 1000;

    /// <summary>The answers in the order of the questions, or what is wrong with one.</summary>
    /// <param name="answers">By the words for the questions; null: none.</param>
    public static Answer<ChangeAnswer[]> Read(IReadOnlyDictionary<string, string>? answers)
    {
        var read = new List<ChangeAnswer>();
        ChangeQuestion[] all = Enum.GetValues<ChangeQuestion>();
        foreach ((string word, string text) in answers ?? new Dictionary<string, string>())
        {
            if (Array.FindIndex(all, known => ChangeWording.Word(known) == word) is var at && at < 0)
            {
                return Unknown.Named("question", word, all.Select(ChangeWording.Word));
            }

            if (string.IsNullOrWhiteSpace(text) || text.Length > TextLengthMax)
            {
                return new Refusal(
                    RefusalKind.Invalid, "Wrong answer", $"the answer to {word} has {text.Trim().Length} characters; expected 1 to {TextLengthMax}.");
            }

            read.Add(new ChangeAnswer(all[at], text.Trim()));
        }

        return (ChangeAnswer[])[.. read.OrderBy(answer => answer.Question)];
    }
}
