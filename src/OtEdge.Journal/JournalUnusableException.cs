namespace OtEdge.Journal;

/// <summary>The journal cannot be opened; the message says why and what to do. Nothing was changed on the disk.</summary>
public sealed class JournalUnusableException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public JournalUnusableException()
    {
    }

    /// <summary>Makes one that says why, and what to do.</summary>
    public JournalUnusableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that says why, and what to do, with its cause.</summary>
    public JournalUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
