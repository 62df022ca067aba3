using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Gateway.Identity;
using Parley.Hosting;
using Parley.Hosting.Tokens;

namespace Parley.Gateway;

/// <summary>What a gateway can be told, in section <c>Parley:Gateway</c>. Every limit holds against untrusted input.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Parley:Gateway";

    /// <summary>Where gRPC is served: <c>http://address:port</c> (HTTP/2 in clear) or <c>https://address:port</c>.</summary>
    public string Listen { get; set; } = "http://127.0.0.1:7200";

    /// <summary>The PEM file of the certificate, with its chain, for https.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The PEM file of the certificate's private key, for https.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>
    /// The key from which assigned ids are derived: at least 32 bytes in base64, the same on every gateway, never changed while
    /// callers may repeat creates.
    /// </summary>
    public string IdKey { get; set; } = "";

    /// <summary>
    /// The keys of page tokens, each at least 32 bytes in base64, the same on every gateway. The first seals; all open, so that a
    /// key is replaced by putting the new one last, then first, then taking the old one away.
    /// </summary>
    public string[] PageTokenKeys { get; set; } = [];

    /// <summary>The largest message accepted, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The most connections at a time. As many as watches: each may come on one of its own. There are fewer where the process may not open
    /// so many files (<see cref="Clients.ClientOptions.ReservedFiles"/>).
    /// </summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>The most calls at a time on one connection.</summary>
    public int MaxStreamsPerConnection { get; set; } = 256;

    /// <summary>The most bytes of headers of one call.</summary>
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>After how long without a sign of life a connection is pinged.</summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after an unanswered ping a connection is closed.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest that a call may take, whatever deadline it came with; streams aside.</summary>
    public TimeSpan DeadlineCeiling { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most calls of one subject, or of one address without a token, at a time.</summary>
    public int MaxCallsPerPrincipal { get; set; } = 1024;

    /// <summary>
    /// Of how many journals the highest version that was shown is remembered, so that no answer goes back behind it. A hundred
    /// bytes or so each; of more journals than this the ones used least are forgotten.
    /// </summary>
    public int RememberedVersions { get; set; } = 100_000;

    /// <summary>After how long a client is told to try again.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Tokens.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>Watches.</summary>
    public WatchOptions Watch { get; set; } = new();

    /// <summary>
    /// How many callers of journals are remembered as ones who may read them, so that the index is not asked for each call. Two or three
    /// hundred bytes each; of more than this the ones used least are forgotten, and asked for again.
    /// </summary>
    public int RememberedReaders { get; set; } = 100_000;
}

/// <summary>Whose tokens are accepted, in section <c>Parley:Gateway:Tokens</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>The issuer that a token must name.</summary>
    public string Issuer { get; set; } = TokenMint.DefaultName;

    /// <summary>The audience that a token must name.</summary>
    public string Audience { get; set; } = TokenMint.DefaultName;

    /// <summary>
    /// A PEM file with the EC P-256 public key or keys of the issuer, read again while running. Either this or <see cref="Authority"/>. A
    /// key that is taken out stops counting, also for tokens that were accepted before. Replace the file by renaming: a broken or missing
    /// file leaves the keys as they were.
    /// </summary>
    public string PublicKeyFile { get; set; } = "";

    /// <summary>The OpenID Connect issuer whose published keys are used. https, but for loopback.</summary>
    public string Authority { get; set; } = "";

    /// <summary>
    /// A text file with the ids (<c>jti</c>) of tokens that are revoked, one a line, <c>#</c> for comments; read again while running. A
    /// token that it names is refused, and watches of that token end. A file that is broken, missing or too large later leaves the list as
    /// it was. Replace the file by renaming.
    /// </summary>
    public string RevokedTokensFile { get; set; } = "";

    /// <summary>The largest <see cref="RevokedTokensFile"/>, in bytes: the default has room for a hundred thousand ids.</summary>
    public int MaxRevokedTokensBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// True to accept tokens without an id (<c>jti</c>) beside a <see cref="RevokedTokensFile"/>. They can then only be revoked all
    /// together, by withdrawing the key that signed them. Without such a file they are accepted anyhow.
    /// </summary>
    public bool AcceptTokensWithoutId { get; set; }

    /// <summary>How often <see cref="PublicKeyFile"/> and <see cref="RevokedTokensFile"/> are read again.</summary>
    public TimeSpan FileReadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the keys of <see cref="Authority"/> are fetched again. A key that it withdraws counts for that long at most.</summary>
    public TimeSpan AuthorityReadInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two readings of the keys that tokens with an unknown key cause.</summary>
    public TimeSpan UnknownKeyReadInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>By how much clocks may differ.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many tokens that were found right are remembered.</summary>
    public int CacheCapacity { get; set; } = 10_000;
}

/// <summary>Limits of watches, in section <c>Parley:Gateway:Watch</c>.</summary>
public sealed class WatchOptions
{
    /// <summary>How many of a journal's latest events are held for its watchers; who falls further behind is too slow.</summary>
    public int Capacity { get; set; } = 8192;

    /// <summary>How many bytes of a journal's latest events are held for its watchers.</summary>
    public int CapacityBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>After how long without an event a heartbeat is sent.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For how long a client may take nothing of what is sent to it before its watch is ended as too slow. A client that reads lets
    /// some through within moments, however slow its line; one that has forgotten its stream would hold a page of events for ever.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many events are read at a time while a watcher catches up.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// The most watches of one subject, or of one address without a token, at a time. A service may follow every truce that it has to
    /// do with, and an office stands behind one address; twenty of them share a gateway.
    /// </summary>
    public int MaxPerPrincipal { get; set; } = 1000;

    /// <summary>
    /// The most watches at a time: twice the ten thousand that one truce is built for. What each can make the gateway hold is bounded,
    /// a few kilobytes while it waits and the 64 KiB of the server's response buffer while its client does not read, so that they
    /// all together hold little more than a gigabyte at the worst.
    /// </summary>
    public int MaxInAll { get; set; } = 20_000;
}

/// <summary>Checks <see cref="GatewayOptions"/> when the host starts.</summary>
/// <param name="idKeyNeeded">False where the host brings its own <see cref="AssignedIds"/>.</param>
public sealed class GatewayOptionsValidator(bool idKeyNeeded) : IValidateOptions<GatewayOptions>
{
    private const string KeyMeaning = "must be at least 32 random bytes in base64, the same on every gateway; make one with: openssl rand -base64 32, or share a folder with the silo: --data FOLDER.";

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new OptionErrors(GatewayOptions.Section);
        var https = options.Listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        errors
            .When(ListenAddress.Parse(options.Listen) is null, nameof(options.Listen), $"must be http://address:port or https://address:port; it is '{options.Listen}'.")
            .When(https && options.CertificateFile.Length == 0, nameof(options.CertificateFile), "must be set for https.")
            .FileExists(nameof(options.CertificateFile), options.CertificateFile)
            .When(https && options.CertificateKeyFile.Length == 0, nameof(options.CertificateKeyFile), "must be set for https.")
            .FileExists(nameof(options.CertificateKeyFile), options.CertificateKeyFile)
            .When((idKeyNeeded || options.IdKey.Length > 0) && !IsKey(options.IdKey), nameof(options.IdKey), KeyMeaning)
            .When(options.PageTokenKeys.Length == 0, nameof(options.PageTokenKeys) + ":0", KeyMeaning);
        for (var i = 0; i < options.PageTokenKeys.Length; i++)
        {
            errors.When(!IsKey(options.PageTokenKeys[i]), $"{nameof(options.PageTokenKeys)}:{i}", KeyMeaning);
        }

        return errors
            .Between(nameof(options.MaxMessageBytes), options.MaxMessageBytes, 1024, 64 * 1024 * 1024)
            .Between(nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000)
            .Between(nameof(options.MaxStreamsPerConnection), options.MaxStreamsPerConnection, 1, 10_000)
            .Between(nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 4096, 1024 * 1024)
            .Between(nameof(options.KeepAlivePingDelay), options.KeepAlivePingDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .Between(nameof(options.KeepAlivePingTimeout), options.KeepAlivePingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .Between(nameof(options.DeadlineCeiling), options.DeadlineCeiling, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
            .Between(nameof(options.MaxCallsPerPrincipal), options.MaxCallsPerPrincipal, 1, 1_000_000)
            .Between(nameof(options.RememberedVersions), options.RememberedVersions, 2, 10_000_000)
            .Between(nameof(options.RememberedReaders), options.RememberedReaders, 2, 10_000_000)
            .Between(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5))
            .And(new TokenOptionsValidator().Validate(name, options.Tokens))
            .And(new WatchOptionsValidator().Validate(name, options.Watch))
            .Result;
    }

    internal static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        return text.Length <= 1024 && Convert.TryFromBase64String(text, bytes, out var length) && length >= AssignedIds.MinKeyLength;
    }
}

/// <summary>Checks <see cref="TokenOptions"/> when the host starts.</summary>
public sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private const string Section = $"{GatewayOptions.Section}:{nameof(GatewayOptions.Tokens)}";
    private const int MinRevokedTokensBytes = 1024;
    private const int MaxRevokedTokensBytes = 64 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, TokenOptions options) => new OptionErrors(Section)
        .Required(nameof(options.Issuer), options.Issuer, "Tokens are accepted from one named issuer only.")
        .Required(nameof(options.Audience), options.Audience, "Tokens are accepted for one named audience only.")
        .When(
            (options.PublicKeyFile.Length > 0) == (options.Authority.Length > 0),
            nameof(options.PublicKeyFile),
            $"or {Section}:{nameof(options.Authority)} must be set, and not both: tokens are checked with the issuer's keys.")
        .Readable(nameof(options.PublicKeyFile), options.PublicKeyFile, path => FileKeys.Parse(BoundedFile.Read(path, FileKeys.MaxBytes), path))
        .When(
            options.Authority.Length > 0
                && !(Uri.TryCreate(options.Authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)),
            nameof(options.Authority),
            $"must be an https address; it is '{options.Authority}'.")
        .Between(nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5))
        .Between(nameof(options.CacheCapacity), options.CacheCapacity, 2, 10_000_000)
        .Between(nameof(options.MaxRevokedTokensBytes), options.MaxRevokedTokensBytes, MinRevokedTokensBytes, MaxRevokedTokensBytes)
        .Readable(
            nameof(options.RevokedTokensFile),
            options.RevokedTokensFile,
            path => RevokedTokens.Parse(BoundedFile.Read(path, Math.Clamp(options.MaxRevokedTokensBytes, 1, MaxRevokedTokensBytes)), path))
        .Between(nameof(options.FileReadInterval), options.FileReadInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
        .Between(nameof(options.AuthorityReadInterval), options.AuthorityReadInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Between(nameof(options.UnknownKeyReadInterval), options.UnknownKeyReadInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
        .Result;
}

/// <summary>Checks <see cref="WatchOptions"/> when the host starts.</summary>
public sealed class WatchOptionsValidator : IValidateOptions<WatchOptions>
{
    public ValidateOptionsResult Validate(string? name, WatchOptions options) =>
        new OptionErrors($"{GatewayOptions.Section}:{nameof(GatewayOptions.Watch)}")
            .Between(nameof(options.Capacity), options.Capacity, 1, 1_000_000)
            .Between(nameof(options.CapacityBytes), options.CapacityBytes, 1024 * 1024, 1024 * 1024 * 1024)
            .Between(nameof(options.HeartbeatInterval), options.HeartbeatInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1))
            .Between(nameof(options.StallTimeout), options.StallTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1))
            .Between(nameof(options.PageSize), options.PageSize, 1, 500)
            .Between(nameof(options.MaxPerPrincipal), options.MaxPerPrincipal, 1, 1_000_000)
            .Between(nameof(options.MaxInAll), options.MaxInAll, 1, 1_000_000)
            .Result;
}
