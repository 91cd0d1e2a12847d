-- An archive of the first layout: three documents, one number twice, a decision, a version, one removed, a draft.
BEGIN TRANSACTION;
CREATE TABLE attention (path TEXT NOT NULL, reason TEXT NOT NULL, noted TEXT NOT NULL, PRIMARY KEY (path, reason));
INSERT INTO "attention" VALUES('/van-ban/vao/1b.txt','Trùng số, ngày và cơ quan ban hành với văn bản 4e61a4f9d9430f9d nhưng nội dung khác nhau; cả hai vẫn được giữ, hãy xem lại và gỡ bản không đúng.','2026-11-25T05:55:06+00:00');
CREATE TABLE catalogue (
    number TEXT NOT NULL, number_key TEXT NOT NULL,
    type TEXT, issuer TEXT, date TEXT, title TEXT, source TEXT NOT NULL
);
CREATE TABLE changes (
    generation INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('add', 'remove')),
    document_id TEXT NOT NULL,
    first_passage INTEGER NOT NULL, last_passage INTEGER NOT NULL
);
INSERT INTO "changes" VALUES(1,'add','4e61a4f9d9430f9d',1,2);
INSERT INTO "changes" VALUES(2,'add','2df6ad376559b87c',3,4);
INSERT INTO "changes" VALUES(3,'add','6936d81991e67ca9',5,6);
INSERT INTO "changes" VALUES(4,'add','cfdf023639fcff9e',7,8);
INSERT INTO "changes" VALUES(5,'remove','6936d81991e67ca9',5,6);
INSERT INTO "changes" VALUES(5,'add','6936d81991e67ca9',9,10);
INSERT INTO "changes" VALUES(6,'remove','cfdf023639fcff9e',7,8);
CREATE TABLE citation_targets (
    citation_id INTEGER NOT NULL REFERENCES citations (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (citation_id, document_id)
) WITHOUT ROWID;
INSERT INTO "citation_targets" VALUES(4,'2df6ad376559b87c');
INSERT INTO "citation_targets" VALUES(6,'2df6ad376559b87c');
INSERT INTO "citation_targets" VALUES(15,'2df6ad376559b87c');
INSERT INTO "citation_targets" VALUES(1,'4e61a4f9d9430f9d');
INSERT INTO "citation_targets" VALUES(3,'4e61a4f9d9430f9d');
INSERT INTO "citation_targets" VALUES(13,'6936d81991e67ca9');
CREATE TABLE citations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    number TEXT, number_key TEXT, number_digits TEXT,
    type TEXT, date TEXT, issuer TEXT, title TEXT,
    relation TEXT NOT NULL, kind TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'MISSING', how TEXT NOT NULL DEFAULT ''
);
INSERT INTO "citations" VALUES(1,'4e61a4f9d9430f9d',38,47,'1/KH-LĐLĐ','1/KH-LĐLĐ','1||KH-LDLD','1',NULL,NULL,NULL,NULL,'self','self','SELF','số của chính văn bản này');
INSERT INTO "citations" VALUES(2,'4e61a4f9d9430f9d',136,144,'35-NQ/TW','35-NQ/TW','35||NQ-TW','35','nghị quyết',NULL,NULL,NULL,'thuc_hien','numbered','MISSING','kho chưa có văn bản này');
INSERT INTO "citations" VALUES(3,'4e61a4f9d9430f9d',160,169,'1/KH-LĐLĐ','1/KH-LĐLĐ','1||KH-LDLD','1','kế hoạch',NULL,NULL,NULL,'self','self','SELF','số của chính văn bản này');
INSERT INTO "citations" VALUES(4,'2df6ad376559b87c',38,47,'1/KH-LĐLĐ','1/KH-LĐLĐ','1||KH-LDLD','1',NULL,NULL,NULL,NULL,'self','self','SELF','số của chính văn bản này');
INSERT INTO "citations" VALUES(5,'2df6ad376559b87c',136,144,'35-NQ/TW','35-NQ/TW','35||NQ-TW','35','nghị quyết',NULL,NULL,NULL,'thuc_hien','numbered','MISSING','kho chưa có văn bản này');
INSERT INTO "citations" VALUES(6,'2df6ad376559b87c',160,169,'1/KH-LĐLĐ','1/KH-LĐLĐ','1||KH-LDLD','1','kế hoạch',NULL,NULL,NULL,'self','self','SELF','số của chính văn bản này');
INSERT INTO "citations" VALUES(13,'6936d81991e67ca9',38,47,'2/KH-LĐLĐ','2/KH-LĐLĐ','2||KH-LDLD','2',NULL,NULL,NULL,NULL,'self','self','SELF','số của chính văn bản này');
INSERT INTO "citations" VALUES(14,'6936d81991e67ca9',136,144,'35-NQ/TW','35-NQ/TW','35||NQ-TW','35','nghị quyết',NULL,NULL,NULL,'thuc_hien','numbered','MISSING','kho chưa có văn bản này');
INSERT INTO "citations" VALUES(15,'6936d81991e67ca9',160,169,'1/KH-LĐLĐ','1/KH-LĐLĐ','1||KH-LDLD','1','kế hoạch',NULL,NULL,NULL,'thuc_hien','numbered','RESOLVED','người dùng đã chọn');
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL, number_key TEXT NOT NULL,
    citing TEXT NOT NULL,
    chosen TEXT NOT NULL, decided TEXT NOT NULL,
    UNIQUE (number_key, citing)
);
INSERT INTO "decisions" VALUES(1,'1/KH-LĐLĐ','1||KH-LDLD','','2df6ad376559b87c','2026-11-25T05:55:06+00:00');
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    text_sha256 TEXT NOT NULL,
    number TEXT, number_key TEXT, number_digits TEXT,
    type TEXT, title TEXT, date TEXT, issuer TEXT,
    added TEXT NOT NULL,
    generation INTEGER NOT NULL,
    warnings TEXT NOT NULL, header TEXT NOT NULL, pages TEXT NOT NULL, names TEXT NOT NULL, anaphora TEXT NOT NULL,
    units TEXT NOT NULL, text TEXT NOT NULL, anchors BLOB NOT NULL
);
INSERT INTO "documents" VALUES('4e61a4f9d9430f9d','4e61a4f9d9430f9de01f81a71eb34d01a53a2d3ba970bf8fcbd435dd4934fdd9','1/KH-LĐLĐ','1||KH-LDLD','1','kế hoạch','Về công tác thứ 1','2024-02-05','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN','2026-11-25T05:55:05+00:00',1,'[]','[["1/KH-LĐLĐ","kế hoạch","LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",null,"Sông Ngàn","2024-02-05","Về công tác thứ 1",null,null,null,null],[],[38,47],[0,111],[]]','[0]','[]','[]','[["task","1","Nội dung 1: việc cần làm",171,199,null],["task","2","Tổ chức thực hiện 1",200,223,null]]','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 1/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 1
Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 1: việc cần làm.
2. Tổ chức thực hiện 1.
',X'');
INSERT INTO "documents" VALUES('2df6ad376559b87c','2df6ad376559b87ca02baebab945d1439dcc077c2ed9f6664e9eb669af6f21fc','1/KH-LĐLĐ','1||KH-LDLD','1','kế hoạch','Về công tác thứ 1','2024-02-05','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN','2026-11-25T05:55:05+00:00',2,'[]','[["1/KH-LĐLĐ","kế hoạch","LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",null,"Sông Ngàn","2024-02-05","Về công tác thứ 1",null,null,null,null],[],[38,47],[0,111],[]]','[0]','[]','[]','[["task","1","Nội dung 1: một việc khác hẳn, viết lại từ đầu đến cuối",171,230,null],["task","2","Tổ chức thực hiện 1",231,254,null]]','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 1/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 1
Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 1: một việc khác hẳn, viết lại từ đầu đến cuối.
2. Tổ chức thực hiện 1.
',X'');
INSERT INTO "documents" VALUES('6936d81991e67ca9','cb3dc456814419cb1c1efb1794a1b732b72c0a67450f3b7a6ca9d562fb163316','2/KH-LĐLĐ','2||KH-LDLD','2','kế hoạch','Về công tác thứ 2','2024-02-05','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN','2026-11-25T05:55:06+00:00',5,'[]','[["2/KH-LĐLĐ","kế hoạch","LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN",null,"Sông Ngàn","2024-02-05","Về công tác thứ 2",null,null,null,null],[],[38,47],[0,111],[]]','[0]','[]','[]','[["task","1","Nội dung 2: bản thứ hai",171,198,null],["task","2","Tổ chức thực hiện 2",199,222,null]]','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 2/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 2
Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 2: bản thứ hai.
2. Tổ chức thực hiện 2.
',X'');
CREATE TABLE draft_versions (
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    title TEXT NOT NULL, saved TEXT NOT NULL, note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (draft_id, version)
);
INSERT INTO "draft_versions" VALUES(1,1,'Kế hoạch thử','2024-03-01T00:00:00+00:00','','{}');
CREATE TABLE drafts (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, created TEXT NOT NULL);
INSERT INTO "drafts" VALUES(1,'ke_hoach','2024-03-01T00:00:00+00:00');
CREATE TABLE failures (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL, reader INTEGER NOT NULL
);
INSERT INTO "failures" VALUES('/van-ban/vao/hong.pdf','15cd91c84884101c80e42388085a565c23a16e53c013f57af2ed466d4460700b','Tệp PDF bị hỏng, không mở được; hãy xin lại tệp gốc hoặc mở bằng trình duyệt rồi “In › Lưu thành PDF”.','failed',23);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('dimension','8');
INSERT INTO "meta" VALUES('generation','6');
INSERT INTO "meta" VALUES('model','fake@1/8');
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    unit INTEGER, unit_name TEXT, heading_path TEXT NOT NULL, page INTEGER NOT NULL,
    text TEXT NOT NULL,
    generation INTEGER NOT NULL
);
INSERT INTO "passages" VALUES(1,'4e61a4f9d9430f9d',0,0,111,NULL,NULL,'Kế hoạch 1/KH-LĐLĐ',1,'LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 1/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 1',1);
INSERT INTO "passages" VALUES(2,'4e61a4f9d9430f9d',1,112,223,NULL,NULL,'Kế hoạch 1/KH-LĐLĐ',1,'Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 1: việc cần làm.
2. Tổ chức thực hiện 1.',1);
INSERT INTO "passages" VALUES(3,'2df6ad376559b87c',0,0,111,NULL,NULL,'Kế hoạch 1/KH-LĐLĐ',1,'LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 1/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 1',2);
INSERT INTO "passages" VALUES(4,'2df6ad376559b87c',1,112,254,NULL,NULL,'Kế hoạch 1/KH-LĐLĐ',1,'Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 1: một việc khác hẳn, viết lại từ đầu đến cuối.
2. Tổ chức thực hiện 1.',2);
INSERT INTO "passages" VALUES(9,'6936d81991e67ca9',0,0,111,NULL,NULL,'Kế hoạch 2/KH-LĐLĐ',1,'LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 2/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 2',5);
INSERT INTO "passages" VALUES(10,'6936d81991e67ca9',1,112,222,NULL,NULL,'Kế hoạch 2/KH-LĐLĐ',1,'Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 2: bản thứ hai.
2. Tổ chức thực hiện 2.',5);
CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ordinal INTEGER NOT NULL
);
INSERT INTO "sources" VALUES('/van-ban/vao/1.txt','4e61a4f9d9430f9d','4e61a4f9d9430f9de01f81a71eb34d01a53a2d3ba970bf8fcbd435dd4934fdd9',287,1795586105520120076,1);
INSERT INTO "sources" VALUES('/van-ban/vao/1b.txt','2df6ad376559b87c','2df6ad376559b87ca02baebab945d1439dcc077c2ed9f6664e9eb669af6f21fc',334,1795586105520207446,2);
INSERT INTO "sources" VALUES('/van-ban/vao/2.txt','6936d81991e67ca9','cb3dc456814419cb1c1efb1794a1b732b72c0a67450f3b7a6ca9d562fb163316',285,1795586106295541023,5);
CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
INSERT INTO "vectors" VALUES(1,X'492F8D348D34763976355F364A2B8D34');
INSERT INTO "vectors" VALUES(2,X'273527352831033ADF32273528312831');
INSERT INTO "vectors" VALUES(3,X'492F8D348D34763976355F364A2B8D34');
INSERT INTO "vectors" VALUES(4,X'DB35DB356430DB39DB311F35DB2DDB31');
INSERT INTO "vectors" VALUES(9,X'612F9D349D34613789351239622B9D34');
INSERT INTO "vectors" VALUES(10,X'5F36763576318D384833193876317631');
CREATE TABLE vectors_next (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE versions (
    document_id TEXT NOT NULL, text TEXT NOT NULL, number TEXT, title TEXT,
    sources TEXT NOT NULL, ended TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('updated', 'removed'))
);
INSERT INTO "versions" VALUES('6936d81991e67ca9','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 2/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 2
Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 2: việc cần làm.
2. Tổ chức thực hiện 2.
','2/KH-LĐLĐ','Về công tác thứ 2','["/van-ban/vao/2.txt"]','2026-11-25T05:55:06+00:00','updated');
INSERT INTO "versions" VALUES('cfdf023639fcff9e','LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN
Số: 3/KH-LĐLĐ
Sông Ngàn, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Về công tác thứ 3
Thực hiện Nghị quyết số 35-NQ/TW và Kế hoạch số 1/KH-LĐLĐ.
1. Nội dung 3: việc cần làm.
2. Tổ chức thực hiện 3.
','3/KH-LĐLĐ','Về công tác thứ 3','["/van-ban/vao/3.txt"]','2026-11-25T05:55:06+00:00','removed');
CREATE INDEX documents_text ON documents (text_sha256);
CREATE INDEX documents_digits ON documents (number_digits);
CREATE INDEX sources_document ON sources (document_id, ordinal);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE INDEX passages_document ON passages (document_id, ordinal);
CREATE INDEX citations_document ON citations (document_id, start);
CREATE INDEX citations_digits ON citations (number_digits);
CREATE INDEX citations_status ON citations (status, number_key);
CREATE INDEX citation_targets_document ON citation_targets (document_id);
CREATE INDEX changes_generation ON changes (generation);
CREATE INDEX catalogue_key ON catalogue (number_key);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('passages',10);
INSERT INTO "sqlite_sequence" VALUES('citations',15);
INSERT INTO "sqlite_sequence" VALUES('decisions',1);
INSERT INTO "sqlite_sequence" VALUES('drafts',1);
COMMIT;
