namespace OtEdge.Core.Staging;

/// <summary>The five questions that a change answers before anybody approves it.</summary>
public enum ChangeQuestion
{
    /// <summary>What risk does it lower?</summary>
    Benefit,

    /// <summary>What could it stop?</summary>
    Harm,

    /// <summary>How would that be noticed, and by whom?</summary>
    Notice,

    /// <summary>Who takes it back, and how?</summary>
    WayBack,

    /// <summary>Who has been told?</summary>
    Told,
}
