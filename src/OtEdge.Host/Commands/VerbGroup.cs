using System.CommandLine;

namespace OtEdge.Host.Commands;

/// <summary>A word that does nothing by itself and stands before others, as <c>policy</c> before <c>test</c>.</summary>
internal sealed class VerbGroup : Command, IWithExamples
{
    /// <summary>Makes a group.</summary>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="verbs">What it holds; its examples are the first ones of these.</param>
    public VerbGroup(string name, string description, params Verb[] verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
        {
            Subcommands.Add(verb);
        }

        Examples = [.. verbs.Select(verb => verb.Examples[0])];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }
}
