namespace OtEdge.Host.Commands.Doctor;

/// <summary>How something that the doctor looked at is.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but a person should look.</summary>
    Warn,

    /// <summary>Does not work.</summary>
    Fail,
}
