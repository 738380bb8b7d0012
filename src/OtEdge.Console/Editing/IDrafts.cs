using OtEdge.Console.Api;

namespace OtEdge.Console.Editing;

/// <summary>What the API asks about drafts of policies; thread-safe. They change nothing that is judged.</summary>
public interface IDrafts
{
    /// <summary>The draft of a conduit; the live policy while there is none.</summary>
    Answer<DraftView> Find(string conduit);

    /// <summary>Saves a text.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="request">The text.</param>
    /// <param name="condition">What must still hold; needed.</param>
    /// <param name="user">Who saves it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    Answer<DraftView> Save(string conduit, DraftRequest request, Condition condition, string user);

    /// <summary>Throws the draft away; the live policy is what people begin with then.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="condition">What must still hold; needed.</param>
    /// <param name="user">Who throws it away.</param>
    /// <exception cref="IOException">It cannot be removed.</exception>
    Answer<DraftView> Discard(string conduit, Condition condition, string user);
}
