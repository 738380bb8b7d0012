using OtEdge.Console.Api;
using OtEdge.Core.Tags;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Are the process values known that regimes, interlocks and guards rely on?</summary>
internal sealed class TagExamination : IExamination
{
    private const string Check = "tags";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        TagView[] needed = [.. patient.Tags.Where(tag => tag.NeededWithinSeconds is not null)];
        TagView[] known = [.. needed.Where(tag => tag.Quality == TagQuality.Good)];
        List<Diagnosis> found =
        [
            .. needed.Except(known).Select(tag => Diagnosis.Warn(
                Check,
                $"{tag.Name} is {Words.Snake(tag.Quality)}: it {tag.Why}",
                "until it is known, regimes that it decides are unknown, and interlocks and guards that it decides let nothing be armed")),
        ];
        if (known.Length > 0)
        {
            found.Insert(0, Diagnosis.Ok(Check, $"{Words.Count(known.Length, "tag")} that regimes, interlocks or guards need {(known.Length == 1 ? "is" : "are")} known"));
        }

        return Task.FromResult<IReadOnlyList<Diagnosis>>(found);
    }
}
